using System.Text.Json.Nodes;

namespace Switchboard.Connectors.WhatsApp;

/// <summary>Templates of the simulated business account.</summary>
internal static class WhatsAppTemplates
{
    /// <summary>By name and language.</summary>
    public static IReadOnlyList<SeededTemplate> All { get; } =
    [
        new("920070352646101", "hello_world", "en_US", "UTILITY", "Hello! This is a test of our new channel.", []),
        new("920070352646102", "order_update", "en_US", "UTILITY", "Your order {{1}} is {{2}}.", ["1", "2"]),
        new("920070352646103", "order_update", "de", "UTILITY", "Ihre Bestellung {{1}} ist {{2}}.", ["1", "2"]),
        new("920070352646104", "appointment_reminder", "en_US", "UTILITY", "Hello {{1}}, we see you on {{2}} at {{3}}.", ["1", "2", "3"]),
        new("920070352646105", "welcome", "en_US", "MARKETING", "Welcome, {{name}}! Reply STOP to opt out.", ["name"]),
        new("920070352646106", "launch_offer", "en_US", "MARKETING", "Hi {{1}}, {{2}} is here. Reply STOP to opt out.", ["1", "2"]),
        new("920070352646107", "spring_sale", "en_US", "MARKETING", "Spring sale: {{1}} off everything.", ["1"], "PAUSED"),
    ];

    /// <summary>A template; null: none of this name in this language.</summary>
    public static SeededTemplate? Find(string? name, string? language) => All.FirstOrDefault(one => one.Name == name && one.Language == language);
}

/// <summary>A template of the simulated account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; several languages share it.</param>
/// <param name="Language">Its language.</param>
/// <param name="Category">UTILITY or MARKETING.</param>
/// <param name="Body">Its text with placeholders.</param>
/// <param name="Placeholders">Numbers or names, in their order.</param>
/// <param name="Status">APPROVED or PAUSED.</param>
internal sealed record SeededTemplate(
    string Id, string Name, string Language, string Category, string Body, IReadOnlyList<string> Placeholders, string Status = "APPROVED")
{
    /// <summary>Whether these values fill it, no more and no less.</summary>
    public bool Takes(IReadOnlyList<WireParameter> values) =>
        values.Count == Placeholders.Count
        && (Placeholders is not [{ } first, ..] || char.IsAsciiDigit(first[0]) || values.All(value => Placeholders.Contains(value.ParameterName ?? "")));

    /// <summary>Its text with the values in.</summary>
    public string Fill(IReadOnlyList<WireParameter> values)
    {
        var text = Body;
        for (var i = 0; i < values.Count; i++)
        {
            text = text.Replace("{{" + (values[i].ParameterName ?? Placeholders[i]) + "}}", values[i].Text, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>As the business account lists it.</summary>
    public JsonObject ToNode() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["language"] = Language,
        ["status"] = Status,
        ["category"] = Category,
        ["components"] = new JsonArray(new JsonObject { ["type"] = "BODY", ["text"] = Body }),
    };
}
