using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Switchboard.Validation;

namespace Switchboard.Connectors.Shopify;

/// <summary>From the contract's records to GraphQL variables, and what no attribute can check of them.</summary>
internal static class ShopifyInputs
{
    private const string OnlyOption = "Title";
    private const string OnlyValue = "Default Title";

    /// <summary>Variants that Shopify would not take together.</summary>
    public static void Check(SyncProduct input, ValidationErrors errors)
    {
        if (input.Id is null && input.Handle is null && HandleOf(input.Title).Length == 0)
        {
            errors.Add("$.handle", "is needed: the title has no letter a to z and no digit to make one of");
        }

        var names = Options(input.Variants[0]).Select(option => option.Name).ToList();
        var seen = new HashSet<string>();
        for (var i = 0; i < input.Variants.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.variants[{i}]");
            var options = Options(input.Variants[i]);
            if (input.Variants[i] is { Title: not null, Options: not null })
            {
                errors.Add(path + ".title", "cannot stand beside options");
            }
            else if (!options.Select(option => option.Name).SequenceEqual(names) || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
            {
                errors.Add(path + ".options", "must have the option names of the first variant, in its order, each once");
            }
            else if (!seen.Add(string.Join('\u001f', options.Select(option => option.Value))))
            {
                errors.Add(path, "has the same option values as a variant before it");
            }
        }
    }

    /// <summary>The handle that Shopify would make of a title: lower case, dashes for all else.</summary>
    public static string HandleOf(string title)
    {
        var handle = new StringBuilder();
        foreach (var c in title.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                handle.Append(c);
            }
            else if (handle.Length > 0 && handle[^1] != '-')
            {
                handle.Append('-');
            }
        }

        return handle.ToString().TrimEnd('-');
    }

    /// <summary>Variables of the product mutation.</summary>
    public static JsonObject Product(SyncProduct input)
    {
        var handle = input.Handle ?? (input.Id is null ? HandleOf(input.Title) : null);
        var product = new JsonObject { ["title"] = input.Title };
        AddGiven(product, ("handle", handle), ("descriptionHtml", input.DescriptionHtml), ("vendor", input.Vendor), ("productType", input.ProductType),
            ("status", input.Status?.ToString().ToUpperInvariant()));
        if (input.Tags is not null)
        {
            product["tags"] = new JsonArray([.. input.Tags.Select(tag => (JsonNode)tag)]);
        }

        var all = input.Variants.Select(Options).ToList();
        product["productOptions"] = new JsonArray([.. all[0].Select((option, i) => new JsonObject
        {
            ["name"] = option.Name,
            ["position"] = i + 1,
            ["values"] = new JsonArray([.. all.Select(options => options[i].Value).Distinct().Select(value => new JsonObject { ["name"] = value })]),
        })]);
        product["variants"] = new JsonArray([.. input.Variants.Select(Variant)]);
        return new JsonObject
        {
            ["identifier"] = input.Id is null ? new JsonObject { ["handle"] = handle } : new JsonObject { ["id"] = input.Id },
            ["input"] = product,
        };
    }

    /// <summary>Variables of the stock mutation.</summary>
    public static JsonObject Inventory(SetInventory input, Guid execution) => new()
    {
        ["input"] = new JsonObject
        {
            ["name"] = input.Kind == StockKind.OnHand ? "on_hand" : "available",
            ["reason"] = input.Reason ?? "correction",
            ["quantities"] = new JsonArray(new JsonObject
            {
                ["inventoryItemId"] = input.InventoryItemId,
                ["locationId"] = input.LocationId,
                ["quantity"] = input.Quantity,

                // Must be there since 2026-04, null to opt out, though the schema says that it may be left out.
                ["changeFromQuantity"] = input.ExpectedQuantity,
            }),
        },
        ["key"] = execution.ToString("D", CultureInfo.InvariantCulture),
    };

    /// <summary>Variables of a page; what is not given is left out.</summary>
    public static JsonObject Page(int first, string? after, string? query = null)
    {
        var variables = new JsonObject { ["first"] = first };
        AddGiven(variables, ("after", after), ("query", query));
        return variables;
    }

    private static JsonObject Variant(SyncVariant variant, int index)
    {
        var made = new JsonObject
        {
            ["position"] = index + 1,
            ["optionValues"] = new JsonArray([.. Options(variant).Select(option => new JsonObject { ["optionName"] = option.Name, ["name"] = option.Value })]),
        };
        AddGiven(made, ("price", Money(variant.Price)), ("compareAtPrice", Money(variant.CompareAtPrice)), ("sku", variant.Sku), ("barcode", variant.Barcode));
        return made;
    }

    private static IReadOnlyList<VariantOption> Options(SyncVariant variant) => variant.Options ?? [new VariantOption(OnlyOption, variant.Title ?? OnlyValue)];

    private static string? Money(decimal? amount) => amount?.ToString("0.00##########", CultureInfo.InvariantCulture);

    private static void AddGiven(JsonObject to, params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                to[name] = value;
            }
        }
    }
}
