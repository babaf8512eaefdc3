using System.Text.Json;
using System.Text.Unicode;
using Switchboard.Calls;

namespace Switchboard.Validation;

/// <summary>Reads input so that policy, record and wire see the same: no duplicate names, no lone surrogates, no number out of range.</summary>
internal static class StrictJson
{
    /// <summary>Most bytes of an input.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Deepest nesting.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>The document, or what is wrong with it.</summary>
    /// <param name="utf8">The input.</param>
    /// <param name="error">Why there is no document.</param>
    /// <param name="isGarbage">Whether it is so wrong that no row is written: too large, too deep, not UTF-8.</param>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, out CallError? error, out bool isGarbage)
    {
        isGarbage = true;
        error = utf8.Length > MaxBytes ? TooLarge(utf8.Length) : !Utf8.IsValid(utf8.Span) ? Invalid("$", "is not valid UTF-8") : null;
        if (error is not null)
        {
            return null;
        }

        try
        {
            error = CheckTokens(utf8.Span, out isGarbage);
            return error is null ? JsonDocument.Parse(utf8, Options) : null;
        }
        catch (JsonException e)
        {
            isGarbage = false;
            error = Invalid(Path(e), Describe(e));
            return null;
        }
    }

    /// <summary>An input that is larger than accepted.</summary>
    public static CallError TooLarge(long bytes) => new(ErrorCode.TooLarge, $"The input has {bytes} bytes; at most {MaxBytes} are accepted.");

    private static CallError Invalid(string path, string message) => new(ErrorCode.InvalidInput, $"The input at {path} {message}.")
    {
        Paths = [new PathError(path, message)],
    };

    private static CallError? CheckTokens(ReadOnlySpan<byte> utf8, out bool isGarbage)
    {
        isGarbage = false;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1024 });
        while (reader.Read())
        {
            if (reader.CurrentDepth >= MaxDepth)
            {
                isGarbage = true;
                return Invalid("$", $"is nested deeper than {MaxDepth} levels");
            }

            if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetDouble(out var number) && double.IsFinite(number)))
            {
                return Invalid("$", "holds a number out of range");
            }

            if (reader.ValueIsEscaped && HasLoneSurrogate(reader.ValueSpan))
            {
                return Invalid("$", "holds a lone surrogate");
            }
        }

        return null;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        var expectsLow = false;
        for (var i = 0; i < escaped.Length; i++)
        {
            var unit = -1;
            if (escaped[i] == '\\')
            {
                i++;
                if (escaped[i] == 'u')
                {
                    Utf8Parser(escaped.Slice(i + 1, 4), out unit);
                    i += 4;
                }
            }

            var isLow = unit is >= 0xdc00 and <= 0xdfff;
            if (isLow != expectsLow)
            {
                return true;
            }

            expectsLow = unit is >= 0xd800 and <= 0xdbff;
        }

        return expectsLow;
    }

    private static void Utf8Parser(ReadOnlySpan<byte> hex, out int unit) =>
        System.Buffers.Text.Utf8Parser.TryParse(hex, out unit, out _, 'X');

    private static string Path(JsonException e) => string.IsNullOrEmpty(e.Path) ? "$" : e.Path;

    private static string Describe(JsonException e) => e.Message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase)
        ? "holds the same field twice"
        : $"is not JSON (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1})";
}
