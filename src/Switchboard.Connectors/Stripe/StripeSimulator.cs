using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Stripe;

/// <summary>Plays a Stripe account: payments, subscriptions and refunds that move with time, the events they leave, and idempotency keys.</summary>
internal sealed class StripeSimulator : Simulator
{
    private const long KeySeconds = 86_400;
    private const int LongestKey = 255;
    private readonly StripeBooks _books;
    private readonly StripePayments _payments;
    private readonly StripeBilling _billing;
    private readonly Dictionary<string, StripeStoredAnswer> _answers = [];

    public StripeSimulator(SimulatorContext context)
        : base(context)
    {
        _books = new StripeBooks(NewBase36Id);
        _payments = new StripePayments(_books);
        _billing = new StripeBilling(_books, _payments, price => 500 + ((long)(Fraction("price", price) * 46) * 100));
        new StripeSeed(_books, _payments).Populate();
        MapResource("customer", "/v1/customers", "GetCustomers", "Customer");
        MapResource("payment_intent", "/v1/payment_intents", "GetPaymentIntents", "Intent");
        MapResource("subscription", "/v1/subscriptions", "GetSubscriptions", "SubscriptionExposedId");
        MapResource("refund", "/v1/refunds", "GetRefunds", "Refund");
        MapResource("charge", "/v1/charges", "GetCharges", "Charge");
        MapResource("invoice", "/v1/invoices", "GetInvoices", "Invoice");
        MapResource("price", "/v1/prices", "GetPrices", "Price");
        MapResource("product", "/v1/products", "GetProducts", "Id");
        MapAct("PostCustomers", "POST", "/v1/customers", CreateCustomer);
        MapAct("DeleteCustomersCustomer", "DELETE", "/v1/customers/{id}", (_, request) => DeleteCustomer(request.Route("id")));
        MapAct("PostSubscriptions", "POST", "/v1/subscriptions", (given, request) => _billing.Create(given, CanonicalKey(request)));
        MapAct("DeleteSubscriptions", "DELETE", "/v1/subscriptions/{id}", (_, request) => _billing.Cancel(_billing.Find(request.Route("id"))));
        MapAct("PostPaymentIntents", "POST", "/v1/payment_intents", (given, request) => _payments.Create(given, CanonicalKey(request)));
        MapAct("PostPaymentIntentsConfirm", "POST", "/v1/payment_intents/{id}/confirm", (given, request) => _payments.Confirm(request.Route("id"), given));
        MapAct("PostPaymentIntentsCapture", "POST", "/v1/payment_intents/{id}/capture", (_, request) => _payments.Capture(request.Route("id")));
        MapAct("PostPaymentIntentsCancel", "POST", "/v1/payment_intents/{id}/cancel", (given, request) => _payments.Cancel(request.Route("id"), given["cancellation_reason"]));
        MapAct("PostRefunds", "POST", "/v1/refunds", (given, request) => _payments.Refund(given, CanonicalKey(request)));
        MapAct("GetEvents", "GET", "/v1/events", ListEvents);
        MapAct("GetEventsId", "GET", "/v1/events/{id}", (_, request) =>
            RecentEvents().FirstOrDefault(item => (string?)item["id"] == request.Route("id")) ?? throw StripeRefusal.Missing("event", request.Route("id"), "id"));
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request)
    {
        var given = request.Header("Authorization") ?? "";
        var isThere = given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && given.Length > 7
            || given.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && given.Length > 6;
        return isThere ? null : new StripeRefusal(401, "invalid_request_error", given.Length == 0
            ? "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth."
            : "Invalid API Key provided.").ToReply().With("WWW-Authenticate", "Basic realm=\"Stripe\"");
    }

    protected override SimulatorReply NotFound(SimulatorRequest request) =>
        StripeRefusal.Invalid($"Unrecognized request URL ({request.Method}: {request.Path}).", status: 404).ToReply();

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(
        writer, _books.Save([.. _answers.Values.OrderBy(answer => answer.Key, StringComparer.Ordinal)]), StripeWireJson.Default.StripeSnapshot);

    protected override void LoadState(JsonElement state)
    {
        var saved = state.Deserialize(StripeWireJson.Default.StripeSnapshot)!;
        _books.Load(saved);
        _answers.Clear();
        foreach (var answer in saved.Answers)
        {
            _answers[answer.Key] = answer;
        }
    }

    private void MapResource(string kind, string path, string name, string item)
    {
        MapAct(name + item, "GET", path + "/{id}", (_, request) => _books.Find(kind, request.Route("id")) ?? throw StripeRefusal.Missing(kind, request.Route("id"), "id"));
        MapAct(name, "GET", path, (given, request) => given
            .Only("created", "customer", "email", "ending_before", "limit", "payment_intent", "price", "starting_after", "status")
            .Page(path, kind, _books.All(kind).Where(item => Matches(given, item))));
    }

    private void MapAct(string name, string method, string path, Func<StripeParameters, SimulatorRequest, JsonObject> act) => Map(name, method, path, request =>
    {
        Settle();
        var id = "req_" + NewBase36Id("request", CanonicalKey(request), 14);
        var key = method == "POST" ? request.Header("Idempotency-Key") : null;
        var reply = Stored(request, key) ?? Act(request, act, id, key);
        reply = reply.With("Request-Id", id).With("Stripe-Version", request.Header("Stripe-Version") ?? StripeAdapter.Version);
        return key is null ? reply : reply.With("Idempotency-Key", key);
    });

    private SimulatorReply Act(SimulatorRequest request, Func<StripeParameters, SimulatorRequest, JsonObject> act, string id, string? key)
    {
        _books.Cause = (id, key);
        SimulatorReply reply;
        try
        {
            var given = new StripeParameters(request.Method == "GET" ? request.QueryFields() : request.Form());
            reply = SimulatorReply.Json(act(given, request), StripeWireJson.Default.JsonObject) with { ContentType = "application/json" };
        }
        catch (StripeRefusal refusal)
        {
            reply = refusal.ToReply() with { ContentType = "application/json" };
        }
        finally
        {
            _books.Cause = null;
        }

        // What fails validation is not kept: the same key may come again with what was meant.
        if (key is not null && reply.Status is 200 or 402)
        {
            _answers[key!] = new StripeStoredAnswer(key!, Asked(request), reply.Status, Encoding.UTF8.GetString(reply.Body.Span), id, _books.Now);
        }

        return reply;
    }

    private SimulatorReply? Stored(SimulatorRequest request, string? key)
    {
        if (key is null)
        {
            return null;
        }

        if (key.Length is 0 or > LongestKey)
        {
            return StripeRefusal.Invalid($"Idempotency keys have 1 to {LongestKey} characters.").ToReply();
        }

        if (!_answers.TryGetValue(key, out var stored) || stored.At + KeySeconds <= _books.Now)
        {
            return null;
        }

        return stored.Asked == Asked(request)
            ? (SimulatorReply.Text(stored.Body, stored.Status, "application/json").With("Idempotent-Replayed", "true").With("Original-Request", stored.RequestId))
            : new StripeRefusal(
                400, "idempotency_error",
                $"Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request.").ToReply();
    }

    /// <summary>What a key stands for: the path and the parameters, in any order.</summary>
    private static string Asked(SimulatorRequest request) =>
        request.Path + "?" + string.Join('&', request.Form().All.Select(field => field.Key + "=" + field.Value).Order(StringComparer.Ordinal));

    private void Settle()
    {
        var now = Now.ToUnixTimeSeconds();
        while (_books.TakeDue(now) is var (id, at))
        {
            _books.Now = at;
            if (_books.Find("payment_intent", id) is { } payment)
            {
                _payments.Settle(payment);
            }
            else if (_books.Find("subscription", id) is { } subscription)
            {
                _billing.Settle(subscription);
            }
        }

        _books.Now = now;
    }

    private static bool Matches(StripeParameters given, JsonObject item)
    {
        foreach (var name in (ReadOnlySpan<string>)["customer", "email", "payment_intent", "status"])
        {
            if (given[name] is { } wanted && wanted != "all" && (string?)item[name] != wanted)
            {
                return false;
            }
        }

        return true;
    }

    private JsonObject CreateCustomer(StripeParameters given, SimulatorRequest request)
    {
        given.Only(
            "address", "balance", "business_name", "cash_balance", "description", "email", "individual_name", "invoice_prefix", "invoice_settings", "metadata", "name",
            "next_invoice_sequence", "payment_method", "phone", "preferred_locales", "shipping", "source", "tax", "tax_exempt", "tax_id_data", "test_clock", "validate");
        if (given["email"] is { } email && (!email.Contains('@') || email.Length > 512 || email.AsSpan().ContainsAny(" <>")))
        {
            throw StripeRefusal.Invalid($"Invalid email address: {email}", "email", "email_invalid");
        }

        var customer = StripeShapes.Customer();
        customer["id"] = _books.NewId("cus_", CanonicalKey(request), 14);
        customer["created"] = _books.Now;
        customer["invoice_prefix"] = _books.NewId("", (string)customer["id"]!, 8);
        customer["metadata"] = given.Metadata();
        customer["invoice_settings"]!["default_payment_method"] = given["invoice_settings[default_payment_method]"];
        foreach (var name in (ReadOnlySpan<string>)["email", "name", "phone", "description"])
        {
            customer[name] = given[name];
        }

        _books.Add(customer);
        _books.Happened("customer.created", customer);
        return customer;
    }

    private JsonObject DeleteCustomer(string id)
    {
        var customer = _books.Customer(id, "id");
        foreach (var subscription in _books.All("subscription").Where(item => (string?)item["customer"] == id && (string)item["status"]! is not ("canceled" or "incomplete_expired")).ToList())
        {
            _billing.Cancel(subscription);
        }

        _books.Happened("customer.deleted", customer);
        return _books.Add(new JsonObject { ["id"] = id, ["object"] = "customer", ["deleted"] = true });
    }

    private JsonObject ListEvents(StripeParameters given, SimulatorRequest request)
    {
        given.Only("created", "delivery_success", "ending_before", "limit", "starting_after", "type", "types");
        List<string> types = [.. given.List("types"), .. given["type"] is { } type ? [type] : Array.Empty<string>()];
        return given.Page("/v1/events", "event", RecentEvents().Where(item => types.Count == 0 || types.Exists(wanted => IsOf((string)item["type"]!, wanted))));
    }

    private IEnumerable<JsonObject> RecentEvents()
    {
        var oldest = _books.Now - (long)StripeChecks.EventsKept.TotalSeconds;
        return _books.All("event").Where(item => (long)item["created"]! >= oldest);
    }

    private static bool IsOf(string type, string wanted) =>
        wanted == type || (wanted.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(wanted[..^1], StringComparison.Ordinal));
}
