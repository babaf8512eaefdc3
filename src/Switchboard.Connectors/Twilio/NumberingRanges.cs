namespace Switchboard.Connectors.Twilio;

/// <summary>Number ranges of one calling code.</summary>
/// <param name="Code">Calling code, digits after the plus sign.</param>
/// <param name="Trunk">Prefix dialled within the country only.</param>
/// <param name="Countries">Its countries; the first is the one that no other range claims.</param>
/// <param name="Ranges">Leading digits, alternatives by a bar, with a mask that has one # for each digit; the first that fits counts.</param>
internal sealed record NumberingRanges(string Code, string Trunk, string[] Countries, params (string Starts, string Mask)[] Ranges)
{
    private const string NorthAmerica = "(###) ###-####";
    private const string MadeUpArea = "555";

    // Area codes of the North American plan outside of the United States.
    private static readonly (string Country, string AreaCodes)[] NorthAmericans =
    [
        ("CA", "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 460 468 474 506 514 519 "
            + "548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942"),
        ("PR", "787 939"),
        ("DO", "809 829 849"),
        ("JM", "658 876"),
        ("BS", "242"),
        ("BB", "246"),
        ("TT", "868"),
    ];

    /// <summary>Every plan of the table.</summary>
    public static IReadOnlyList<NumberingRanges> All { get; } =
    [
        new("1", "1", ["US", "CA", "PR", "DO", "JM", "BS", "BB", "TT"], ("2|3|4|5|6|7|8|9", NorthAmerica)),
        new("20", "0", ["EG"], ("10|11|12|15", "0### ### ####")),
        new("27", "0", ["ZA"], ("1|2|3|4|5|6|7|8", "0## ### ####")),
        new("30", "", ["GR"], ("69", "### ### ####"), ("21", "## #### ####")),
        new("31", "0", ["NL"], ("61|62|63|64|65|68", "0# ########"), ("10|20|30|40|50|70", "0## ### ####")),
        new("32", "0", ["BE"], ("45|46|47|48|49", "0### ## ## ##"), ("2|3|9", "0# ### ## ##")),
        new("33", "0", ["FR"], ("1|2|3|4|5|6|7|9", "0# ## ## ## ##")),
        new("34", "", ["ES"], ("6|71|72|73|74|91|93|94|95|96|97|98", "### ## ## ##")),
        new("36", "06", ["HU"], ("20|30|31|50|70", "06 ## ### ####")),
        new("39", "", ["IT"], ("32|33|34|36|37|38|39", "### ### ####"), ("02|06", "## #### ####")),
        new("40", "0", ["RO"], ("7", "0### ### ###"), ("21|31", "0## ### ####")),
        new("41", "0", ["CH"], ("2|3|4|5|6|75|76|77|78|79|91", "0## ### ## ##")),
        new("43", "0", ["AT"], ("650|660|661|664|665|667|676|677|680|681|688|699", "0### #######")),
        new("44", "0", ["GB"], ("71|72|73|74|75|77|78|79", "0#### ######"), ("20", "0## #### ####"), ("113|114|115|116|117|118|121|131|141|151|161", "0### ### ####")),
        new("45", "", ["DK"], ("2|3|4|5|6|7|8|9", "## ## ## ##")),
        new("46", "0", ["SE"], ("70|72|73|76|79", "0##-### ## ##"), ("8", "0#-### ### ##")),
        new("47", "", ["NO"], ("4|9", "### ## ###"), ("2|3|5|6|7", "## ## ## ##")),
        new("48", "", ["PL"], ("45|50|51|53|57|60|66|69|72|73|78|79|88", "### ### ###"), ("12|22|32|42|58|61|71", "## ### ## ##")),
        new("49", "0", ["DE"], ("150|151|152|155|156|157|159", "0#### #######"), ("160|162|163|170|171|172|173|174|175|176|177|178|179", "0### #######"), ("30|40|69|89", "0## ########")),
        new("52", "", ["MX"], ("33|55|56|81", "## #### ####"), ("2|3|4|5|6|7|8|9", "### ### ####")),
        new("55", "0", ["BR"], ("1|2|3|4|5|6|7|8|9", "(##) #####-####"), ("1|2|3|4|5|6|7|8|9", "(##) ####-####")),
        new("61", "0", ["AU"], ("4", "0### ### ###"), ("2|3|7|8", "(0#) #### ####")),
        new("63", "0", ["PH"], ("9", "0### ### ####")),
        new("64", "0", ["NZ"], ("20|21|22|27|28|29", "0## ### ####"), ("3|4|6|7|9", "0#-### ####")),
        new("65", "", ["SG"], ("3|6|8|9", "#### ####")),
        new("7", "8", ["RU"], ("3|4|8|9", "8 (###) ###-##-##")),
        new("81", "0", ["JP"], ("70|80|90", "0##-####-####"), ("3|6", "0#-####-####")),
        new("82", "0", ["KR"], ("10", "0##-####-####"), ("2", "0#-####-####")),
        new("852", "", ["HK"], ("2|3|5|6|7|9", "#### ####")),
        new("86", "0", ["CN"], ("13|14|15|16|17|18|19", "### #### ####")),
        new("90", "0", ["TR"], ("50|51|53|54|55", "0### ### ## ##"), ("2|3|4", "(0###) ### ## ##")),
        new("91", "0", ["IN"], ("6|7|8|9", "0##### #####")),
        new("234", "0", ["NG"], ("70|80|81|90|91", "0### ### ####")),
        new("254", "0", ["KE"], ("1|7", "0### ######")),
        new("351", "", ["PT"], ("2|91|92|93|96", "### ### ###")),
        new("353", "0", ["IE"], ("83|85|86|87|89", "0## ### ####"), ("1", "(0#) ### ####")),
        new("420", "", ["CZ"], ("2|3|4|5|60|70|72|73|77|79", "### ### ###")),
        new("971", "0", ["AE"], ("50|52|54|55|56|58", "0## ### ####"), ("2|3|4|6|7|9", "0# ### ####")),
        new("972", "0", ["IL"], ("50|51|52|53|54|55|58", "0##-###-####"), ("2|3|4|8|9", "0#-###-####")),
    ];

    /// <summary>Fewest digits of a national number.</summary>
    public int Shortest { get; } = Ranges.Min(range => DigitsOf(range.Mask));

    /// <summary>Most digits of a national number.</summary>
    public int Longest { get; } = Ranges.Max(range => DigitsOf(range.Mask));

    /// <summary>Whether some range has this many digits.</summary>
    public bool HasLength(int digits) => Ranges.Any(range => DigitsOf(range.Mask) == digits);

    /// <summary>How the number is written; null: it is in none of the ranges.</summary>
    public string? MaskOf(string national)
    {
        var found = Array.Find(Ranges, range => DigitsOf(range.Mask) == national.Length && Starts(range.Starts, national)).Mask;
        return found == NorthAmerica && national[3] < '2' && !national.StartsWith(MadeUpArea, StringComparison.Ordinal) ? null : found;
    }

    /// <summary>Which of its countries the number belongs to.</summary>
    public string CountryOf(string national) => Code == "1"
        ? Array.Find(NorthAmericans, item => item.AreaCodes.Contains(national[..3], StringComparison.Ordinal)).Country ?? Countries[0]
        : Countries[0];

    private static int DigitsOf(string mask) => mask.Count(character => character == '#');

    private static bool Starts(string alternatives, string national) =>
        alternatives.Split('|').Any(start => national.StartsWith(start, StringComparison.Ordinal));
}
