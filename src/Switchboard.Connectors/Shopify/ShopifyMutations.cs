using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Shopify;

/// <summary>What changes the simulated store, with Shopify's own refusals.</summary>
internal sealed class ShopifyMutations(ShopifyStore store)
{
    private const int MostVariants = 2048;
    private const int MostOptions = 3;
    private const int MostStock = 1_000_000_000;
    private static readonly TimeSpan KeysKept = TimeSpan.FromHours(24);

    private static readonly string[] ProductFields =
    [
        "category", "claimOwnership", "collections", "combinedListingRole", "descriptionHtml", "files", "giftCard", "giftCardTemplateSuffix", "handle", "id", "metafields",
        "productOptions", "productType", "redirectNewHandle", "requiresSellingPlan", "seo", "status", "tags", "templateSuffix", "title", "variants", "vendor",
    ];

    private static readonly string[] Reasons =
    [
        "correction", "cycle_count_available", "damaged", "movement_canceled", "movement_created", "movement_received", "movement_updated", "other", "promotion",
        "quality_control", "received", "reservation_created", "reservation_deleted", "reservation_updated", "restock", "safety_stock", "shrinkage",
    ];

    public Payload ProductSet(GraphArguments given)
    {
        var input = given.Object("input")!;
        Only(input, ProductFields, "ProductSetInput");
        var identifier = given.Object("identifier");
        var id = (string?)identifier?["id"] ?? (string?)input["id"];
        var handle = (string?)identifier?["handle"];
        var existing = id is not null ? store.Find(id) : handle is not null ? store.FindHandle(handle) : null;
        if (id is not null && existing is null)
        {
            return Refuse("PRODUCT_DOES_NOT_EXIST", "Product does not exist", "input");
        }

        var title = (string?)input["title"] ?? existing?.Title;
        if (string.IsNullOrWhiteSpace(title))
        {
            return Refuse("INVALID_INPUT", "Title can't be blank", "input", "title");
        }

        var newHandle = (string?)input["handle"] ?? existing?.Handle ?? handle ?? ShopifyInputs.HandleOf(title);
        if (store.FindHandle(newHandle) is { } other && other.Number != existing?.Number)
        {
            return Refuse("HANDLE_NOT_UNIQUE", $"Handle '{newHandle}' already in use. Please provide a new handle.", "input", "handle");
        }

        var before = existing ?? new StoredProduct { Number = store.NewNumber("product", newHandle), Title = title, Handle = newHandle, CreatedAt = store.Now };
        if (Variants(input, before, out var variants) is { } refusal)
        {
            return refusal;
        }

        foreach (var gone in before.Variants.Where(variant => variants.All(kept => kept.Number != variant.Number)))
        {
            store.Forget(gone);
        }

        return new Payload([], store.Keep(before with
        {
            Title = title,
            Handle = newHandle,
            Status = (string?)input["status"] ?? before.Status,
            Vendor = (string?)input["vendor"] ?? before.Vendor,
            ProductType = (string?)input["productType"] ?? before.ProductType,
            DescriptionHtml = (string?)input["descriptionHtml"] ?? before.DescriptionHtml,
            Tags = input["tags"] is JsonArray tags ? [.. tags.Select(tag => (string)tag!).Order(StringComparer.Ordinal)] : before.Tags,
            UpdatedAt = store.Now,
            Variants = variants,
        }));
    }

    public Payload InventorySetQuantities(GraphArguments given)
    {
        // Neither is in the schema; both are demanded since 2026-04.
        if (given.Text("@idempotent") is not { Length: > 0 } key)
        {
            throw new GraphException("BAD_REQUEST", "The @idempotent directive is required for this mutation but was not provided.");
        }

        var input = given.Object("input")!;
        Only(input, ["name", "quantities", "reason", "referenceDocumentUri"], "InventorySetQuantitiesInput");
        var asked = input.ToJsonString();
        if (store.FindKey(key) is { } known && known.At + KeysKept > store.Now)
        {
            return known.Asked == asked ? new Payload([], Adjustment: (JsonObject?)known.Answer["group"])
                : Refuse("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "The same idempotency key was used with other parameters.", "input");
        }

        var quantities = input["quantities"]?.AsArray() ?? [];
        for (var i = 0; i < quantities.Count; i++)
        {
            if (Refusal(input, (JsonObject)quantities[i]!, i) is { } refusal)
            {
                return refusal;
            }
        }

        var group = Adjust(input, quantities);
        store.KeepKey(key, new StoredKey(asked, new JsonObject { ["group"] = group?.DeepClone() }, store.Now));
        return new Payload([], Adjustment: group);
    }

    private JsonObject? Adjust(JsonObject input, JsonArray quantities)
    {
        var isOnHand = (string?)input["name"] == "on_hand";
        var changes = new JsonArray();
        foreach (var quantity in quantities.Cast<JsonObject>())
        {
            var item = store.FindItem((string?)quantity["inventoryItemId"])!.Value.Variant.Item;
            var location = Location((string?)quantity["locationId"])!.Number;
            var stock = store.Stock(item, location);
            var delta = (int)quantity["quantity"]! - (isOnHand ? stock.OnHand : stock.Available);
            if (delta != 0)
            {
                var after = stock with { Available = stock.Available + delta };
                store.SetStock(item, location, after);
                changes.Add((JsonNode)new JsonObject { ["name"] = "available", ["delta"] = delta, ["after"] = after.Available });
                changes.Add((JsonNode)new JsonObject { ["name"] = "on_hand", ["delta"] = delta, ["after"] = after.OnHand });
            }
        }

        return changes.Count == 0 ? null : new JsonObject
        {
            ["id"] = ShopifyStore.Gid("InventoryAdjustmentGroup", store.NewNumber("adjustment", input.ToJsonString())),
            ["createdAt"] = store.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["reason"] = (string?)input["reason"],
            ["referenceDocumentUri"] = (string?)input["referenceDocumentUri"],
            ["changes"] = changes,
        };
    }

    private Payload? Refusal(JsonObject input, JsonObject quantity, int index)
    {
        Only(quantity, ["changeFromQuantity", "inventoryItemId", "locationId", "quantity"], "InventoryQuantityInput");
        if (!quantity.ContainsKey("changeFromQuantity"))
        {
            throw new GraphException("BAD_REQUEST", "changeFromQuantity must be provided for every quantity; pass null to skip the check.");
        }

        var at = index.ToString(CultureInfo.InvariantCulture);
        var name = (string?)input["name"];
        var wanted = (long?)quantity["quantity"] ?? 0;
        if (name is not ("available" or "on_hand"))
        {
            return Refuse("INVALID_NAME", "The quantity name must be either 'available' or 'on_hand'.", "input", "name");
        }

        if (!Reasons.Contains((string?)input["reason"]))
        {
            return Refuse("INVALID_REASON", "The specified reason is invalid.", "input", "reason");
        }

        if (store.FindItem((string?)quantity["inventoryItemId"]) is not { } found)
        {
            return Refuse("INVALID_INVENTORY_ITEM", "The specified inventory item could not be found.", "input", "quantities", at, "inventoryItemId");
        }

        if (Location((string?)quantity["locationId"]) is not { } location)
        {
            return Refuse("INVALID_LOCATION", "The specified location could not be found.", "input", "quantities", at, "locationId");
        }

        if (wanted is > MostStock or < -MostStock)
        {
            return Refuse(wanted > 0 ? "INVALID_QUANTITY_TOO_HIGH" : "INVALID_QUANTITY_TOO_LOW", "The quantity is out of bounds.", "input", "quantities", at, "quantity");
        }

        var stock = store.Stock(found.Variant.Item, location.Number);
        return quantity["changeFromQuantity"] is { } expected && (int)expected != (name == "on_hand" ? stock.OnHand : stock.Available)
            ? Refuse("CHANGE_FROM_QUANTITY_STALE", "The changeFromQuantity argument no longer matches the persisted quantity.", "input", "quantities", at, "changeFromQuantity")
            : null;
    }

    private StoredLocation? Location(string? id) => store.Locations.FirstOrDefault(location => ShopifyStore.Gid("Location", location.Number) == id);

    private Payload? Variants(JsonObject input, StoredProduct before, out IReadOnlyList<StoredVariant> variants)
    {
        variants = before.Variants;
        if (input["variants"] is not JsonArray given)
        {
            variants = variants.Count > 0 ? variants : [Variant([], new WireOption("Title", "Default Title"), before, [])];
            return null;
        }

        if (input["productOptions"] is not JsonArray options)
        {
            return Refuse("PRODUCT_OPTIONS_INPUT_MISSING", "Product options input is required when updating variants", "input", "productOptions");
        }

        if (given.Count > MostVariants || options.Count > MostOptions)
        {
            return Refuse(given.Count > MostVariants ? "VARIANTS_OVER_LIMIT" : "OPTIONS_OVER_LIMIT", "Too many variants or options", "input", "variants");
        }

        var made = new List<StoredVariant>(given.Count);
        foreach (var variant in given.Cast<JsonObject>())
        {
            List<WireOption> values = [.. (variant["optionValues"]?.AsArray() ?? []).Select(value => new WireOption((string?)value!["optionName"] ?? "", (string?)value["name"] ?? ""))];
            var isKnown = values.Count == options.Count && values.All(value => options.Any(option =>
                (string?)option!["name"] == value.Name && option["values"]!.AsArray().Any(one => (string?)one!["name"] == value.Value)));
            if (!isKnown)
            {
                return Refuse("OPTION_VALUE_DOES_NOT_EXIST", "Option value does not exist", "input", "variants");
            }

            if (made.Exists(one => one.Options.SequenceEqual(values)))
            {
                return Refuse("INVALID_VARIANT", $"The variant '{string.Join(" / ", values.Select(value => value.Value))}' already exists.", "input", "variants");
            }

            made.Add(Variant(variant, null, before, values));
        }

        variants = made;
        return null;
    }

    // A variant is known by its option values; what is not given of it stays.
    private StoredVariant Variant(JsonObject given, WireOption? only, StoredProduct product, IReadOnlyList<WireOption> options)
    {
        options = only is null ? options : [only];
        var key = product.Number.ToString(CultureInfo.InvariantCulture) + string.Join('\u001f', options.Select(option => option.Name + "=" + option.Value));
        var known = product.Variants.FirstOrDefault(variant => variant.Options.SequenceEqual(options))
            ?? new StoredVariant { Number = store.NewNumber("variant", key), Item = store.NewNumber("item", key), Options = options };
        return known with
        {
            Price = Amount(given["price"]) ?? known.Price,
            CompareAtPrice = given.ContainsKey("compareAtPrice") ? Amount(given["compareAtPrice"]) : known.CompareAtPrice,
            Sku = (string?)given["sku"] ?? known.Sku,
            Barcode = (string?)given["barcode"] ?? known.Barcode,
        };
    }

    private static decimal? Amount(JsonNode? node) => node is null ? null
        : decimal.TryParse(node.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && amount >= 0 ? amount
        : throw new GraphException("INVALID_VARIABLE", "Variable $input of type ProductSetInput! was provided invalid value for price");

    private static void Only(JsonObject input, string[] names, string type)
    {
        foreach (var (name, _) in input)
        {
            if (!names.Contains(name))
            {
                throw new GraphException("INVALID_VARIABLE", $"Variable $input of type {type}! was provided invalid value for {name} (Field is not defined on {type})");
            }
        }
    }

    private static Payload Refuse(string code, string message, params string[] field) => new([new WireUserError(field, message, code)]);
}
