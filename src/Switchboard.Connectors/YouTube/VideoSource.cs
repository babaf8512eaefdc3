using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Switchboard.Calls;

namespace Switchboard.Connectors.YouTube;

/// <summary>The bytes of a video: in memory, or read from a file piece by piece.</summary>
internal sealed class VideoSource : IDisposable
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly SafeFileHandle? _file;
    private byte[] _buffer = [];

    private VideoSource(ReadOnlyMemory<byte> bytes) => (_bytes, Length) = (bytes, bytes.Length);

    private VideoSource(SafeFileHandle file) => (_file, Length) = (file, RandomAccess.GetLength(file));

    public long Length { get; }

    /// <exception cref="ProviderException">The file may not or cannot be read; nothing was sent.</exception>
    public static VideoSource Open(PublishPost input, Attempt attempt)
    {
        if (input.Content is { } content)
        {
            return new VideoSource(Convert.FromBase64String(content));
        }

        attempt.Credential.TryGet("UploadDirectory", out var directory);
        var path = UploadDirectory.Resolve(directory, input.File!, out var error) ?? throw Refused(error!);
        var source = new VideoSource(OpenFile(path));
        if (source.Length is 0 or > YouTubeChecks.MaxVideo)
        {
            source.Dispose();
            throw Refused(string.Create(
                CultureInfo.InvariantCulture, $"the file has {source.Length} bytes; YouTube takes 1 to {YouTubeChecks.MaxVideo}"));
        }

        return source;
    }

    /// <summary>Some bytes; good until the next read.</summary>
    /// <exception cref="ProviderException">The file is no longer as long as it was.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long offset, int count, CancellationToken ct)
    {
        if (_file is null)
        {
            return _bytes.Slice((int)offset, count);
        }

        _buffer = _buffer.Length < count ? new byte[count] : _buffer;
        var read = 0;
        while (read < count)
        {
            var more = await RandomAccess.ReadAsync(_file, _buffer.AsMemory(read, count - read), offset + read, ct).ConfigureAwait(false);
            read = more > 0 ? read + more : throw Refused("the file became shorter while it was read");
        }

        return _buffer.AsMemory(0, count);
    }

    public void Dispose() => _file?.Dispose();

    private static SafeFileHandle OpenFile(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("the file cannot be opened for reading");
        }
    }

    private static ProviderException Refused(string why) => new(new Fault
    {
        Verdict = Verdict.Rejected,
        Code = ErrorCode.ProviderRejected,
        Message = $"Nothing was sent: {why}.",
    });
}
