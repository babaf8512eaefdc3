using Switchboard.Generators.Models;

namespace Switchboard.Generators.Emitting;

/// <summary>The records of a connector by full name, and what follows from how they hold one another.</summary>
internal sealed class Records
{
    private readonly Dictionary<string, RecordModel> _records;
    private readonly Dictionary<string, string> _identifiers = [];

    internal Records(ConnectorModel connector)
    {
        _records = connector.Records.ToDictionary(record => record.FullName);
        var taken = new HashSet<string>();
        foreach (var record in connector.Records)
        {
            var name = record.Name;
            for (var i = 2; !taken.Add(name); i++)
            {
                name = record.Name + Literals.Whole(i);
            }

            _identifiers[record.FullName] = name;
        }
    }

    internal RecordModel this[string fullName] => _records[fullName];

    /// <summary>Its name in generated code and in <c>$defs</c>: unique within the connector.</summary>
    internal string Identifier(string fullName) => _identifiers[fullName];

    /// <summary>The given records and all below, in order.</summary>
    internal IReadOnlyList<RecordModel> Reach(IEnumerable<string> roots)
    {
        var found = new List<RecordModel>();
        var seen = new HashSet<string>();
        var waiting = new Queue<string>(roots);
        while (waiting.Count > 0)
        {
            var name = waiting.Dequeue();
            if (seen.Add(name))
            {
                found.Add(_records[name]);
                foreach (var below in Below(_records[name]))
                {
                    waiting.Enqueue(below);
                }
            }
        }

        return found;
    }

    /// <summary>Whether it holds itself, directly or through others.</summary>
    internal bool IsRecursive(RecordModel record) => Reach(Below(record)).Contains(record);

    /// <summary>Whether a field of it or below it has a mark.</summary>
    internal bool IsMarked(string fullName) => Reach([fullName]).Any(record => record.Fields.Any(field => field.Mark != "None" || field.IsVolatile));

    private static IEnumerable<string> Below(RecordModel record) =>
        record.Fields.Select(field => field.Type.Innermost.Record).Where(name => name is not null).Select(name => name!);
}
