using System.Text;
using Switchboard.Validation;

namespace Switchboard.Server.Cli;

/// <summary>Reads a call's input: JSON text, <c>@file</c>, or <c>-</c> for standard input.</summary>
internal static class InputReader
{
    /// <summary>The bytes; null: more than are accepted, of which no more than that were read.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(string? input, Terminal terminal, CancellationToken ct)
    {
        switch (input)
        {
            case null:
                return "{}"u8.ToArray();
            case "-":
                return await ReadToEndAsync(terminal.OpenInput(), ct).ConfigureAwait(false);
            case ['@', .. var path]:
                return await ReadFileAsync(path, ct).ConfigureAwait(false);
            default:
                var bytes = Encoding.UTF8.GetBytes(input);
                return bytes.Length > StrictJson.MaxBytes ? null : bytes;
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await ReadToEndAsync(file, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"The input file {path} cannot be read: {e.Message}");
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadToEndAsync(Stream stream, CancellationToken ct)
    {
        if (stream.CanSeek && stream.Length > StrictJson.MaxBytes)
        {
            return null;
        }

        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, ct).ConfigureAwait(false)) > 0)
        {
            read.Write(buffer, 0, count);
            if (read.Length > StrictJson.MaxBytes)
            {
                return null;
            }
        }

        return WithoutMark(read.ToArray());
    }

    // Editors on other systems put a byte order mark in front.
    private static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) =>
        bytes is [0xef, 0xbb, 0xbf, ..] ? bytes.AsMemory(3) : bytes;
}
