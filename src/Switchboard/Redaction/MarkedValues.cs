using System.Text.Json;
using Switchboard.Catalog;
using Switchboard.Contracts;

namespace Switchboard.Redaction;

/// <summary>The marked values of one call, to be taken out of a provider's words before they are stored.</summary>
internal sealed class MarkedValues(RecipientHash recipients)
{
    private const int ShortestContent = 4;
    private readonly List<(string Value, string Replacement)> _values = [];

    /// <summary>Collects the marked values of an input or output.</summary>
    public void Collect(JsonElement value, FieldMarks marks)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when marks.Mark == Mark.None:
                foreach (var property in value.EnumerateObject())
                {
                    Collect(property.Value, marks.Find(property));
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Collect(item, marks);
                }

                break;
            case JsonValueKind.String when marks.Mark != Mark.None:
                Add(value.GetString()!, marks.Mark);
                break;
        }
    }

    /// <summary>Adds settings of a credential.</summary>
    public void AddSecret(string value) => Add(value, Mark.Secret);

    /// <summary>The text with every marked value replaced, longest first.</summary>
    public string Scrub(string text)
    {
        _values.Sort(static (a, b) => b.Value.Length.CompareTo(a.Value.Length));
        foreach (var (value, replacement) in _values)
        {
            text = text.Replace(value, replacement, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    private void Add(string value, Mark mark)
    {
        if (mark == Mark.Recipient)
        {
            var hash = recipients.Of(value);
            AddOne(value, hash);
            AddOne(RecipientHash.Normalise(value), hash);
            AddOne(RecipientHash.Normalise(value).TrimStart('+'), hash);
        }
        else if (value.Length >= ShortestContent)
        {
            AddOne(value, mark == Mark.Content ? "[content]" : "[secret]");
        }
    }

    private void AddOne(string value, string replacement)
    {
        if (value.Length > 0)
        {
            _values.Add((value, replacement));
        }
    }
}
