using System.Text.RegularExpressions;

namespace Switchboard.Tests.Architecture;

/// <summary>The arrows between rooms and the maxima of size, as the house has them.</summary>
public sealed partial class ArchitectureTests
{
    private const int MaxFileLines = 400;
    private const int MaxMethodLines = 60;

    private static readonly string[] Stages = ["Validation", "Limits", "Resilience", "Transport", "Redaction"];

    /// <summary>What each room of the library may see; Telemetry may be seen by all.</summary>
    private static readonly Dictionary<string, string[]> MaySee = new()
    {
        ["Contracts"] = [],
        ["Catalog"] = ["Contracts"],
        ["Connections"] = ["Contracts", "Catalog"],
        ["Calls"] = ["Contracts", "Catalog", "Connections"],
        ["Validation"] = ["Contracts", "Catalog", "Connections", "Calls"],
        ["Limits"] = ["Contracts", "Catalog", "Connections", "Calls"],
        ["Resilience"] = ["Contracts", "Catalog", "Connections", "Calls"],
        ["Transport"] = ["Contracts", "Catalog", "Connections", "Calls"],
        ["Redaction"] = ["Contracts", "Catalog", "Connections", "Calls"],
        ["Ledger"] = ["Contracts", "Catalog", "Connections", "Calls"],
        ["Simulation"] = ["Contracts", "Catalog", "Connections", "Calls"],
        ["Telemetry"] = ["Contracts", "Catalog", "Connections", "Calls", "Ledger"],
        ["Orchestration"] = [.. Stages, "Contracts", "Catalog", "Connections", "Calls", "Ledger", "Simulation"],
        ["Pipeline"] = [.. Stages, "Contracts", "Catalog", "Connections", "Calls", "Ledger", "Simulation", "Orchestration"],
        ["Workers"] = [.. Stages, "Contracts", "Catalog", "Connections", "Calls", "Ledger", "Simulation", "Orchestration", "Pipeline"],
        ["Testing"] = [.. Stages, "Contracts", "Catalog", "Connections", "Calls", "Ledger", "Simulation", "Orchestration", "Pipeline", "Workers"],
    };

    private static string Root { get; } = FindRoot();

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(Path.Combine(Root, "src/Switchboard")).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj"))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_sees_only_what_its_arrows_allow(string room)
    {
        MaySee.ShouldContainKey(room, "a new room says here what it may see");
        foreach (var file in Sources("src/Switchboard/" + room))
        {
            var seen = RoomName.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Where(MaySee.ContainsKey).Distinct();
            seen.Except(MaySee[room]).Except([room, "Telemetry"]).ShouldBeEmpty($"{Path.GetRelativePath(Root, file)} sees what it may not");
        }
    }

    [Fact]
    public void No_shared_code_names_a_connector()
    {
        var names = Connectors().Select(folder => Path.GetFileName(folder)!).ToList();
        foreach (var file in Sources("src/Switchboard").Concat(Sources("src/Switchboard.Sqlite")).Concat(Sources("src/Switchboard.Postgres")).Concat(Sources("src/Switchboard.Generators")))
        {
            var code = Comment.Replace(File.ReadAllText(file), "");
            // A connector may bear a common word, as Email or X: what gives shared code away is its types and the names of its actions.
            names.Where(name => Regex.IsMatch(code, $@"\bI{name}\b|\b{name}(Adapter|Simulator|Connector)\b|Connectors\.{name}\b|""{name}\.", RegexOptions.IgnoreCase))
                .ShouldBeEmpty($"{Path.GetRelativePath(Root, file)} names a connector");
        }
    }

    [Fact]
    public void No_connector_sees_another()
    {
        var folders = Connectors().ToList();
        foreach (var folder in folders)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            {
                var text = File.ReadAllText(file);
                folders.Where(other => other != folder && text.Contains($"Switchboard.Connectors.{Path.GetFileName(other)}", StringComparison.Ordinal))
                    .ShouldBeEmpty($"{Path.GetRelativePath(Root, file)} sees another connector");
            }
        }
    }

    [Fact]
    public void A_connector_has_the_files_that_every_connector_has()
    {
        foreach (var folder in Connectors())
        {
            var name = Path.GetFileName(folder);
            foreach (var file in new[] { $"I{name}.cs", $"{name}Adapter.cs", $"{name}Json.cs", $"{name}Simulator.cs", "README.md" })
            {
                File.Exists(Path.Combine(folder, file)).ShouldBeTrue($"{name} has no {file}");
            }
        }
    }

    [Fact]
    public void No_file_is_longer_than_the_house_allows()
    {
        AllSources().Where(file => !IsContract(file) && File.ReadLines(file).Count() > MaxFileLines)
            .Select(file => Path.GetRelativePath(Root, file)).ShouldBeEmpty();
    }

    [Fact]
    public void No_method_is_longer_than_the_house_allows() =>
        AllSources().SelectMany(LongMethods).ShouldBeEmpty();

    private static IEnumerable<string> LongMethods(string file)
    {
        // A member's body opens with a brace of its own line, four spaces deep per level, and closes at the same depth.
        var lines = File.ReadAllLines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = lines[i].Length - lines[i].TrimStart().Length;
            if (indent == 0 || lines[i].Trim() != "{" || !lines[i - 1].TrimEnd().EndsWith(')') || ControlFlow.IsMatch(lines[i - 1]))
            {
                continue;
            }

            var end = Array.FindIndex(lines, i, line => line.StartsWith(new string(' ', indent) + "}", StringComparison.Ordinal));
            if (end - i > MaxMethodLines + 1)
            {
                yield return $"{Path.GetRelativePath(Root, file)}:{i} has {end - i - 1} lines";
            }
        }
    }

    private static IEnumerable<string> AllSources() => Sources("src").Concat(Sources("tests")).Concat(Sources("bench"));

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static IEnumerable<string> Connectors() => Directory.GetDirectories(Path.Combine(Root, "src/Switchboard.Connectors"))
        .Where(folder => Directory.EnumerateFiles(folder, "I*.cs").Any(IsContract));

    private static bool IsContract(string file) => File.ReadAllText(file).Contains("[Connector(", StringComparison.Ordinal) && Path.GetFileName(file).StartsWith('I');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Switchboard.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run below the repository.");
    }

    [GeneratedRegex(@"\bSwitchboard\.([A-Z]\w+)\b")]
    private static partial Regex RoomName { get; }

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment { get; }

    [GeneratedRegex(@"^\s*(if|for|foreach|while|switch|using|lock|catch|else if)\b")]
    private static partial Regex ControlFlow { get; }
}
