namespace Switchboard.Sqlite.Reading;

/// <summary>Which (connector, action) pairs have rows, found by hopping along the index from name to name.</summary>
internal static class ActionIndex
{
    public static IEnumerable<(string Connector, string Action)> Pairs(Reader reader, string? connector, string? action) =>
        from c in connector is null ? Connectors(reader) : [connector]
        from a in action is null ? Actions(reader, c) : [action]
        select (c, a);

    private static List<string> Connectors(Reader reader)
    {
        List<string> names = [];
        while (Next(reader.Prepared(ReadSql.NextConnector).Bind(names.LastOrDefault(string.Empty))) is { } name)
        {
            names.Add(name);
        }

        return names;
    }

    private static List<string> Actions(Reader reader, string connector)
    {
        List<string> names = [];
        while (Next(reader.Prepared(ReadSql.NextAction).Bind(connector).Bind(names.LastOrDefault(string.Empty))) is { } name)
        {
            names.Add(name);
        }

        return names;
    }

    private static string? Next(Native.Statement statement)
    {
        var name = statement.Step() ? statement.ReadText() : null;
        statement.Reset();
        return name;
    }
}
