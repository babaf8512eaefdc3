using System.CommandLine;
using Switchboard.Validation;

namespace Switchboard.Server.Cli;

/// <summary>Words for a command line that could not be understood.</summary>
internal static class UsageErrors
{
    /// <summary>What is wrong, the nearest name, and where help is.</summary>
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(command);
        var help = $"See `{path} --help`.";
        if (parsed.UnmatchedTokens.Count > 0)
        {
            var token = parsed.UnmatchedTokens[0];
            var kind = token.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
            var near = NearestNames.Suggest(token, Names(command, token.StartsWith('-')));
            return $"`{path}` has no {kind} '{Shorten(token)}'.{near} {help}";
        }

        var message = Plain(parsed.Errors[0].Message).TrimEnd('.');
        return command.Subcommands.Count > 0 && command.Action is null
            ? $"`{path}` needs one of: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}. {help}"
            : $"{message}. {help}";
    }

    /// <summary>A command with its parents, as it is typed.</summary>
    public static string Path(Command command) =>
        command is RootCommand ? "switchboard" : Path(command.Parents.OfType<Command>().First()) + " " + command.Name;

    private static IEnumerable<string> Names(Command command, bool isOption)
    {
        if (!isOption)
        {
            return command.Subcommands.Select(sub => sub.Name);
        }

        IEnumerable<Option> globals = [GlobalOptions.Database, GlobalOptions.Json, GlobalOptions.Verbose];
        return command.Options.Concat(globals).Select(option => option.Name).Append("--help");
    }

    private static string Plain(string message) =>
        message.Replace("as expected type 'System.Int64'", "as a whole number").Replace("as expected type 'System.Int32'", "as a whole number");

    private static string Shorten(string token) => token.Length <= 60 ? token : token[..60] + "…";
}
