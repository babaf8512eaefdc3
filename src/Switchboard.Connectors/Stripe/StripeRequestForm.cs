using System.Globalization;
using System.Text;

namespace Switchboard.Connectors.Stripe;

/// <summary>Fields as Stripe's own clients write them: <c>items[0][price]=price_1</c>, brackets left as they are.</summary>
internal sealed class StripeRequestForm
{
    private readonly StringBuilder _text = new();

    public StripeRequestForm Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public StripeRequestForm Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public StripeRequestForm Add(string name, bool? value) => Add(name, value is { } flag ? (flag ? "true" : "false") : null);

    /// <summary>The bounds of <c>created</c>, in whole seconds: rounded outwards, so that they leave out nothing.</summary>
    public StripeRequestForm AddCreated(DateTimeOffset? from, DateTimeOffset? before = null) => this
        .Add("created[gte]", from?.ToUnixTimeSeconds())
        .Add("created[lt]", before?.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds());

    public StripeRequestForm AddMetadata(IReadOnlyDictionary<string, string>? metadata)
    {
        // Sorted, so that equal inputs are equal on the wire.
        foreach (var (key, value) in (metadata ?? new Dictionary<string, string>()).OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            Add($"metadata[{Uri.EscapeDataString(key)}]", value);
        }

        return this;
    }

    public StripeRequestForm AddAll(string name, IReadOnlyList<string>? values)
    {
        for (var i = 0; i < values?.Count; i++)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), values[i]);
        }

        return this;
    }

    public string ToQuery() => _text.Length == 0 ? "" : "?" + _text;

    public override string ToString() => _text.ToString();
}
