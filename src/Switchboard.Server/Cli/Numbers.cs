using System.CommandLine.Parsing;

namespace Switchboard.Server.Cli;

/// <summary>Checks of numbers on the command line.</summary>
internal static class Numbers
{
    /// <summary>Reports an option's number that is out of range.</summary>
    public static void RequireRange(OptionResult result, int least, int most)
    {
        // What is no number was reported already.
        if (result.Errors.Any() || result.Tokens.Count == 0 || !int.TryParse(result.Tokens[0].Value, out var value))
        {
            return;
        }

        if (value < least || value > most)
        {
            result.AddError($"{result.Option.Name} must be a whole number from {least} to {most}.");
        }
    }
}
