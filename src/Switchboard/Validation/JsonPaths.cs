using System.Globalization;
using System.Text;

namespace Switchboard.Validation;

/// <summary>Steps of a JSON path.</summary>
internal static class JsonPaths
{
    private const int MostOfName = 64;

    internal static string Item(int index) => "[" + index.ToString(CultureInfo.InvariantCulture) + "]";

    /// <summary><c>.name</c>, or <c>['odd name']</c>: cut, and without control characters, since the caller chose it.</summary>
    internal static string Field(string name) => IsPlain(name) ? "." + name : Quote(name);

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= MostOfName && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Quote(string name)
    {
        var text = new StringBuilder("['", MostOfName + 5);
        foreach (var c in name.Length > MostOfName ? name.AsSpan(0, MostOfName) : name)
        {
            if (c is '\'' or '\\')
            {
                text.Append('\\');
            }

            text.Append(char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c);
        }

        return text.Append(name.Length > MostOfName ? "…']" : "']").ToString();
    }
}
