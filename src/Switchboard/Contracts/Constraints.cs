namespace Switchboard.Contracts;

/// <summary>Shapes of text that are checked before anything is sent.</summary>
public enum TextFormat
{
    /// <summary>Any text.</summary>
    Any,

    /// <summary>One mail address, with or without display name: <c>Ada &lt;ada@example.com&gt;</c>.</summary>
    Email,

    /// <summary>A phone number as E.164: <c>+15551234567</c>.</summary>
    Phone,

    /// <summary>One line: no CR, LF or NUL.</summary>
    SingleLine,

    /// <summary>Base64 with padding.</summary>
    Base64,

    /// <summary>Absolute <c>http</c> or <c>https</c> address.</summary>
    Uri,
}

/// <summary>Text must have this shape; for a list, each item.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class FormatAttribute(TextFormat format) : Attribute
{
    /// <summary>The shape.</summary>
    public TextFormat Format { get; } = format;
}

/// <summary>Length of text in UTF-16 units; for a list of text, of each item.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class LengthAttribute(int min, int max) : Attribute
{
    /// <summary>Fewest.</summary>
    public int Min { get; } = min;

    /// <summary>Most.</summary>
    public int Max { get; } = max;
}

/// <summary>How many items a list may hold.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ItemsAttribute(int min, int max) : Attribute
{
    /// <summary>Fewest.</summary>
    public int Min { get; } = min;

    /// <summary>Most.</summary>
    public int Max { get; } = max;
}

/// <summary>A number's bounds, both included.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RangeAttribute(double min, double max) : Attribute
{
    /// <summary>Smallest.</summary>
    public double Min { get; } = min;

    /// <summary>Largest.</summary>
    public double Max { get; } = max;
}

/// <summary>Text must match this regular expression as a whole.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class PatternAttribute(string pattern) : Attribute
{
    /// <summary>ECMA 262 pattern with both anchors.</summary>
    public string Pattern { get; } = pattern;
}

/// <summary>At least one of the named fields must be given.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnyOfAttribute(params string[] fields) : Attribute
{
    /// <summary>JSON names.</summary>
    public string[] Fields { get; } = fields;
}
