using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Switchboard.Contracts;

namespace Switchboard.Validation;

/// <summary>What a text must be: length, shape, pattern. Made by generated code.</summary>
public sealed class TextRule
{
    private const int OnStack = 256;
    private Regex? _regex;

    /// <summary>Fewest UTF-16 units.</summary>
    public int Min { get; init; }

    /// <summary>Most UTF-16 units.</summary>
    public int Max { get; init; } = int.MaxValue;

    /// <summary>The shape.</summary>
    public TextFormat Format { get; init; }

    /// <summary>Regular expression that the whole text matches; no look-around, no back-references. Null: any.</summary>
    public string? Pattern { get; init; }

    internal void Apply(JsonElement text, int length, ValidationErrors errors)
    {
        if (length < Min || length > Max)
        {
            errors.Add("$", Check.Bounds("must have", Min, Max, int.MaxValue, "characters") + "; it has " + length.ToString(CultureInfo.InvariantCulture));
        }

        if (Format == TextFormat.Any && Pattern is null)
        {
            return;
        }

        char[]? rented = null;
        var buffer = length <= OnStack ? stackalloc char[OnStack] : (rented = ArrayPool<char>.Shared.Rent(length));
        try
        {
            ApplyShape(buffer[..JsonText.Decode(text, buffer)], errors);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    private void ApplyShape(ReadOnlySpan<char> text, ValidationErrors errors)
    {
        if (Formats.Error(Format, text) is { } error)
        {
            errors.Add("$", error);
        }

        if (Pattern is not null && !(_regex ??= Compile(Pattern)).IsMatch(text))
        {
            errors.Add("$", "must match the pattern " + Pattern);
        }
    }

    // \z: a $ of its own would let a line break pass at the end.
    private static Regex Compile(string pattern) =>
        new(@"\A(?:" + pattern + @")\z", RegexOptions.CultureInvariant | (IsPlain(pattern) ? RegexOptions.None : RegexOptions.NonBacktracking));

    // The engine that never goes back takes tens of milliseconds to begin with; without groups and with one open end there is little to go back for.
    private static bool IsPlain(string pattern) =>
        !pattern.AsSpan().ContainsAny('(', '|') && pattern.AsSpan().Count('*') + pattern.AsSpan().Count('+') + pattern.AsSpan().Count(",}") <= 1;
}
