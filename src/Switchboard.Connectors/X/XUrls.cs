using System.Buffers;

namespace Switchboard.Connectors.X;

/// <summary>Finds what X takes for an address: with http(s), or a bare name that ends as the internet's names do.</summary>
internal static class XUrls
{
    private const string Countries =
        "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv " +
        "cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il " +
        "im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu " +
        "mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn " +
        "so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

    // The usual ones: a rarer ending without http:// counts as plain text here.
    private const string Generic =
        "com net org info biz edu gov mil int name pro aero asia cat coop jobs mobi museum post tel travel xxx academy agency app art auction audio auto bar best bet " +
        "bike bio blog boutique build builders business buzz cafe camp capital care cars center chat church city clothing cloud club coach codes coffee community " +
        "company computer consulting cool credit cymru dance data date deals dental design dev digital direct directory dog domains earth eco education email " +
        "energy engineering enterprises estate events exchange expert express family fans farm fashion film finance financial fish fit fitness flights forum " +
        "foundation fun fund furniture futbol fyi gallery game games garden gift gifts global gmbh gold golf graphics gratis green group guide guru haus health help " +
        "holdings holiday homes hospital host hosting house how inc industries ink institute insure international investments jewelry kitchen land law lawyer lease " +
        "legal life lighting limited limo link live loan loans lol london love ltd management market marketing mba media men menu mobile moda moe mom money movie " +
        "network new news ngo ninja nyc one ong onl online ooo page paris partners parts party pet photo photography photos pics pictures pink pizza place play plus " +
        "poker press productions properties pub quest radio realestate recipes red rehab reise reisen rent rentals repair report rest restaurant review reviews rich " +
        "rip rocks run sale salon sap school science security services sex sexy shoes shop shopping show site ski soccer social software solar solutions space sport " +
        "store stream studio study style sucks supply support surf surgery swiss systems tattoo tax taxi team tech technology tennis theater tips tires today tools " +
        "top tours town toys trade trading training tube university uno vacations ventures vet video villas vin vip vision vodka vote voyage watch web webcam " +
        "website wedding wiki win wine work works world wtf xyz yachts yoga youtube zone";

    private static readonly HashSet<string> CountryNames = [.. Countries.Split(' ')];
    private static readonly HashSet<string> Endings = [.. CountryNames, .. Generic.Split(' ')];
    private static readonly SearchValues<char> InPath = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*';:=+,.$/%#[]-_~@|&()–?");
    private static readonly SearchValues<char> EndsPath = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-=_#/&");

    /// <summary>Where the addresses stand, in order.</summary>
    public static List<Range> Find(string text)
    {
        List<Range> found = [];
        for (var at = 0; at < text.Length;)
        {
            var length = IsStart(text, at) ? Measure(text, at) : 0;
            if (length > 0)
            {
                found.Add(at..(at + length));
            }

            at += Math.Max(length, 1);
        }

        return found;
    }

    private static bool IsStart(string text, int at) =>
        IsLabelCharacter(text[at]) && (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '@' or '＠' or '$' or '#' or '＃'));

    /// <summary>Length of the address that starts there; 0: none does.</summary>
    private static int Measure(string text, int start)
    {
        var rest = text.AsSpan(start);
        var scheme = rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (scheme == 0 && start > 0 && text[start - 1] is '-' or '_' or '.' or '/')
        {
            return 0;
        }

        var host = HostLength(rest[scheme..], scheme > 0, isAscii: true);
        host = host == 0 && scheme > 0 ? HostLength(rest[scheme..], isWithScheme: true, isAscii: false) : host;
        if (host == 0)
        {
            return 0;
        }

        var end = scheme + host;
        var tail = TailLength(rest[end..]);
        return scheme == 0 && tail == 0 && IsTooShort(rest[..end]) ? 0 : end + tail;
    }

    // Names as example.jp are words too often, so that X wants http:// or a path with them, but for co and tv.
    private static bool IsTooShort(ReadOnlySpan<char> host)
    {
        var ending = host[(host.LastIndexOf('.') + 1)..].ToString().ToLowerInvariant();
        return host.Count('.') == 1 && CountryNames.Contains(ending) && ending is not ("co" or "tv");
    }

    private static int HostLength(ReadOnlySpan<char> text, bool isWithScheme, bool isAscii)
    {
        var (length, labels, best) = (0, 0, 0);
        while (true)
        {
            var label = LabelLength(text[length..], isAscii);
            if (label == 0 || text[length] == '-' || text[length + label - 1] == '-')
            {
                return best;
            }

            labels++;
            var name = text.Slice(length, label);
            length += label;
            if (labels > 1 && IsEnding(name, isWithScheme) && (length == text.Length || text[length] is not ('@' or '+' or '-' or '_')))
            {
                best = length;
            }

            if (length == text.Length || text[length] != '.')
            {
                return best;
            }

            length++;
        }
    }

    private static bool IsEnding(ReadOnlySpan<char> label, bool isWithScheme)
    {
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var c in label)
        {
            if (!char.IsLetter(c))
            {
                return false;
            }
        }

        return isWithScheme ? label.Length > 1 : Endings.Contains(label.ToString().ToLowerInvariant());
    }

    private static int LabelLength(ReadOnlySpan<char> text, bool isAscii)
    {
        var length = 0;
        while (length < text.Length && (IsLabelCharacter(text[length]) || text[length] is '-' or '_' || (!isAscii && char.IsLetterOrDigit(text[length]))))
        {
            length++;
        }

        return length;
    }

    private static bool IsLabelCharacter(char c) => char.IsAsciiLetterOrDigit(c);

    /// <summary>Port, path and query, without the punctuation of the sentence behind them.</summary>
    private static int TailLength(ReadOnlySpan<char> text)
    {
        var port = 0;
        if (text.Length > 1 && text[0] == ':' && char.IsAsciiDigit(text[1]))
        {
            port = 1 + text[1..].IndexOfAnyExceptInRange('0', '9');
            port = port == 0 ? text.Length : port;
        }

        if (port == text.Length || text[port] is not ('/' or '?'))
        {
            return port;
        }

        var end = text[port..].IndexOfAnyExcept(InPath) is >= 0 and var stop ? port + stop : text.Length;
        while (end > port && !EndsPath.Contains(text[end - 1]) && !(text[end - 1] == ')' && text[port..end].Count('(') >= text[port..end].Count(')')))
        {
            end--;
        }

        return end;
    }
}
