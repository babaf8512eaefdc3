using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchboard.Generators.Emitting;

/// <summary>Values as C# and as JSON, whatever the machine's culture.</summary>
internal static class Literals
{
    internal static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    internal static string Texts(IEnumerable<string> values) => "[" + string.Join(", ", values.Select(Text)) + "]";

    internal static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Bits(ulong value) => "0x" + value.ToString("X", CultureInfo.InvariantCulture) + "UL";

    internal static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : Json(value) + "D";

    internal static string Json(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Json(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        foreach (var c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c < ' ' || char.IsSurrogate(c) || c is '\u007F' or '\u2028' or '\u2029')
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }
}
