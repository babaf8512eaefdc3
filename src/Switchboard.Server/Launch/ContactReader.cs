using System.Buffers;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Switchboard.Contracts;
using Switchboard.Validation;

namespace Switchboard.Server.Launch;

/// <summary>Reads contacts from CSV; a row that cannot be used is reported by line and skipped.</summary>
internal sealed class ContactReader
{
    private const int LongestName = 200;
    private static readonly string[] Required = ["name", "email", "phone", "timeZone"];
    private readonly List<Contact> _contacts = [];
    private readonly List<SkippedRow> _skipped = [];
    private readonly Dictionary<string, long> _lineOfEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _zones = TimeZoneNames.Read();

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="LaunchFileException">It is not CSV with the columns that are needed.</exception>
    public static ContactList Read(Stream file, string name)
    {
        var reader = new ContactReader();
        try
        {
            using var text = ReadUtf8(file, name);
            reader.ReadAll(text, name);
        }
        catch (CsvFormatException e)
        {
            throw new LaunchFileException($"{name} cannot be read as CSV (line {e.LineNumber}).");
        }

        return new ContactList(reader._contacts, reader._skipped);
    }

    private static MemoryStream ReadUtf8(Stream file, string name)
    {
        var bytes = new MemoryStream();
        file.CopyTo(bytes);
        var whole = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (!Utf8.IsValid(whole))
        {
            var valid = 0;
            for (var rest = whole; Rune.DecodeFromUtf8(rest, out _, out var read) == OperationStatus.Done; rest = rest[read..])
            {
                valid += read;
            }

            throw new LaunchFileException($"{name} is not UTF-8 (line {whole[..valid].Count((byte)'\n') + 1}). Save it as UTF-8.");
        }

        bytes.Position = 0;
        return bytes;
    }

    private void ReadAll(Stream file, string name)
    {
        var options = new CsvReaderOptions
        {
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = false,
            MaxRecordSize = 1024 * 1024,
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => Skip(record.LineNumber, "a quote that does not close, or text after one"),
        };
        using var csv = CsvReader.Create(file, options, leaveOpen: true);
        csv.ReadHeader();
        if (csv.Headers.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(column => column.Count() > 1) is { Key: var twice })
        {
            throw new LaunchFileException($"{name} has the column '{twice}' more than once.");
        }

        foreach (var column in Required)
        {
            if (!csv.TryGetFieldIndex(column, out _))
            {
                throw new LaunchFileException($"{name} has no column '{column}'. Needed: {string.Join(", ", Required)}; optional: emailConsent, smsConsent, whatsappConsent.");
            }
        }

        while (csv.Read())
        {
            ReadRow(csv);
        }

        _skipped.Sort((a, b) => a.Line.CompareTo(b.Line));
    }

    private void ReadRow(CsvReader csv)
    {
        var line = csv.LineNumber;
        if (csv.FieldCount != csv.Headers.Count)
        {
            Skip(line, $"{csv.FieldCount} columns where the header has {csv.Headers.Count}");
            return;
        }

        var errors = new List<string>();
        var email = csv.GetString("email");
        var contact = new Contact(
            csv.GetString("name"),
            email,
            csv.GetString("phone"),
            csv.GetString("timeZone"),
            Flag(csv, "emailConsent", whenAbsent: true, errors),
            Flag(csv, "smsConsent", whenAbsent: false, errors),
            Flag(csv, "whatsappConsent", whenAbsent: false, errors));
        Check(contact, errors);
        if (errors.Count == 0 && !_lineOfEmail.TryAdd(email, line))
        {
            errors.Add($"email is that of line {_lineOfEmail[email]} already");
        }

        if (errors.Count > 0)
        {
            Skip(line, string.Join("; ", errors));
            return;
        }

        _contacts.Add(contact);
    }

    private void Check(Contact contact, List<string> errors)
    {
        if (contact.Name.Length is 0 or > LongestName || contact.FirstName.Length == 0 || Formats.Error(TextFormat.SingleLine, contact.Name) is not null)
        {
            errors.Add("name is missing or not one line of text");
        }

        if (Formats.Error(TextFormat.Email, contact.Email) is not null || contact.Email.Contains('<'))
        {
            errors.Add("email is not an address");
        }

        if (Formats.Error(TextFormat.Phone, contact.Phone) is not null)
        {
            errors.Add("phone is not E.164, as +15551234567");
        }

        if (!_zones.Contains(contact.TimeZone))
        {
            errors.Add("timeZone is not an IANA time zone");
        }
    }

    private static bool Flag(CsvReader csv, string column, bool whenAbsent, List<string> errors)
    {
        if (!csv.TryGetFieldIndex(column, out var index))
        {
            return whenAbsent;
        }

        switch (csv.GetString(index).ToLowerInvariant())
        {
            case "true" or "yes" or "1":
                return true;
            case "false" or "no" or "0" or "":
                return false;
            default:
                errors.Add($"{column} is neither true nor false");
                return false;
        }
    }

    private void Skip(long line, string reason) => _skipped.Add(new SkippedRow(line, reason));
}
