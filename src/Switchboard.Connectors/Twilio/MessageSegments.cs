namespace Switchboard.Connectors.Twilio;

/// <summary>How many segments a text takes: 160 characters of the GSM alphabet or 70 UTF-16 units; 153 or 67 each when joined.</summary>
internal static class MessageSegments
{
    // GSM 03.38, and below it what costs two characters.
    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    public static int Count(string body)
    {
        var units = 0;
        foreach (var character in body)
        {
            if (Extension.Contains(character))
            {
                units += 2;
            }
            else if (Alphabet.Contains(character))
            {
                units++;
            }
            else
            {
                return Split(body.Length, 70, 67);
            }
        }

        return Split(units, 160, 153);
    }

    private static int Split(int units, int alone, int joined) => units <= alone ? 1 : (units + joined - 1) / joined;
}
