using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Stripe;

/// <summary>What the simulated account holds: objects by kind and id, events of all that happened to them, what falls due.</summary>
/// <param name="newId">Id of letters and digits of (kind, key, digits).</param>
internal sealed class StripeBooks(Func<string, string, int, string> newId)
{
    private readonly Dictionary<string, Dictionary<string, JsonObject>> _kinds = [];
    private readonly Dictionary<string, long> _due = [];
    private readonly Dictionary<string, string> _invoices = [];
    private long _nextDue = long.MaxValue;

    /// <summary>The second that things happen in, in Unix time.</summary>
    public long Now { get; set; }

    /// <summary>The request that things happen for; null: Stripe itself.</summary>
    public (string Id, string? Key)? Cause { get; set; }

    /// <summary>An id of its kind: the prefix tells what it is of, the key which call made it.</summary>
    public string NewId(string prefix, string key, int digits) => prefix + newId(prefix, key, digits);

    public JsonObject Add(JsonObject made) => Of((string)made["object"]!)[(string)made["id"]!] = made;

    public JsonObject? Find(string kind, string? id) => id is null ? null : Of(kind).GetValueOrDefault(id);

    /// <summary>A customer who was not deleted.</summary>
    public JsonObject Customer(string? id, string param = "customer") =>
        Find("customer", id) is { } found && found["deleted"] is null ? found : throw StripeRefusal.Missing("customer", id, param);

    /// <summary>Those of a kind, newest first, ties by id.</summary>
    public IEnumerable<JsonObject> All(string kind) =>
        Of(kind).Values.Where(item => item["created"] is not null).OrderByDescending(item => (long)item["created"]!).ThenBy(item => (string?)item["id"], StringComparer.Ordinal);

    /// <summary>Writes down that something happened, with what it happened to as it is now.</summary>
    public void Happened(string type, JsonObject to)
    {
        var id = (string)to["id"]!;
        Add(new JsonObject
        {
            ["id"] = NewId("evt_", type + " " + id, 24),
            ["object"] = "event",
            ["api_version"] = StripeAdapter.Version,
            ["created"] = Now,
            ["data"] = new JsonObject { ["object"] = to.DeepClone() },
            ["livemode"] = false,
            ["pending_webhooks"] = 0,
            ["request"] = new JsonObject { ["id"] = Cause?.Id, ["idempotency_key"] = Cause?.Key },
            ["type"] = type,
        });
    }

    /// <summary>Which invoice a payment is for; null: none. The payment itself no longer says (2025-03-31.basil).</summary>
    public JsonObject? InvoiceOf(JsonObject payment) => Find("invoice", _invoices.GetValueOrDefault((string)payment["id"]!));

    public void Bill(JsonObject payment, JsonObject invoice) => _invoices[(string)payment["id"]!] = (string)invoice["id"]!;

    public JsonObject? PaymentOf(JsonObject invoice) =>
        Find("payment_intent", _invoices.FirstOrDefault(link => link.Value == (string?)invoice["id"]).Key);

    /// <summary>When something is to be looked at again; null: no more.</summary>
    public void Await(JsonObject item, long? at)
    {
        var id = (string)item["id"]!;
        if (at is { } due)
        {
            _due[id] = due;
            _nextDue = Math.Min(_nextDue, due);
        }
        else
        {
            _due.Remove(id);
        }
    }

    /// <summary>Takes the earliest id that is due, and its instant.</summary>
    public (string Id, long At)? TakeDue(long now)
    {
        if (now < _nextDue)
        {
            return null;
        }

        _nextDue = _due.Count == 0 ? long.MaxValue : _due.Values.Min();
        if (_nextDue > now)
        {
            return null;
        }

        var id = _due.Where(entry => entry.Value == _nextDue).Select(entry => entry.Key).Min(StringComparer.Ordinal)!;
        _due.Remove(id);
        return (id, _nextDue);
    }

    public StripeSnapshot Save(IReadOnlyList<StripeStoredAnswer> answers) => new(
        [.. _kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).SelectMany(kind => kind.Value.Values)],
        new SortedDictionary<string, long>(_due, StringComparer.Ordinal),
        new SortedDictionary<string, string>(_invoices, StringComparer.Ordinal),
        answers);

    public void Load(StripeSnapshot saved)
    {
        _kinds.Clear();
        _due.Clear();
        _invoices.Clear();
        foreach (var item in saved.Objects)
        {
            Add(item);
        }

        foreach (var (id, at) in saved.Due)
        {
            _due[id] = at;
        }

        foreach (var (payment, invoice) in saved.Invoices)
        {
            _invoices[payment] = invoice;
        }

        _nextDue = _due.Count == 0 ? long.MaxValue : 0;
    }

    private Dictionary<string, JsonObject> Of(string kind)
    {
        if (!_kinds.TryGetValue(kind, out var items))
        {
            _kinds[kind] = items = [];
        }

        return items;
    }
}

/// <summary>The simulated account as it is saved.</summary>
internal sealed record StripeSnapshot(
    IReadOnlyList<JsonObject> Objects,
    SortedDictionary<string, long> Due,
    SortedDictionary<string, string> Invoices,
    IReadOnlyList<StripeStoredAnswer> Answers);

/// <summary>What a request with an idempotency key was answered.</summary>
internal sealed record StripeStoredAnswer(string Key, string Asked, int Status, string Body, string RequestId, long At);
