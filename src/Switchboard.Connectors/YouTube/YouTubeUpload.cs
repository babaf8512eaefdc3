using System.Globalization;
using System.Net.Http.Headers;
using Switchboard.Calls;

namespace Switchboard.Connectors.YouTube;

/// <summary>The resumable upload: start a session, bring the bytes in pieces, and ask the session wherever an answer is missing.</summary>
/// <remarks>Only the last piece makes a video. Source: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol</remarks>
internal sealed class YouTubeUpload(Attempt attempt)
{
    /// <summary>Bytes of every piece but the last: a multiple of 262,144, as the protocol wants.</summary>
    public const int Piece = 32 * 262_144;

    private readonly YouTubeCalls _calls = new(attempt);
    private readonly UploadSessions _sessions = UploadSessions.Of(attempt.Connection);

    /// <summary>Name of the uploaded file: only the channel's owner sees it, and a look-up finds it.</summary>
    public string Marker => attempt.ExecutionId.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>Uploads the video, or goes on where an earlier try of this call stopped.</summary>
    public async Task<WireVideo> RunAsync(PublishPost input, VideoSource source, CancellationToken ct)
    {
        var session = _sessions.Find(attempt.ExecutionId);
        var at = new UploadProgress(0);
        if (session is not null)
        {
            at = await ResumeAsync(session, source, ct).ConfigureAwait(false);
            session = at.IsGone ? null : session;
        }

        session ??= _sessions.Keep(attempt.ExecutionId, await StartAsync(input, source.Length, ct).ConfigureAwait(false));
        while (at.Video is null)
        {
            var before = at.Stored < session.Length ? at.Stored : throw InDoubt(NotDone("YouTube holds all bytes of the video, but names none yet.").Fault);
            at = await PutAsync(session, source, before, ct).ConfigureAwait(false);
            if (at.Video is null && at.Stored <= before)
            {
                throw NotDone("YouTube stored nothing of a piece of the video.");
            }
        }

        _sessions.Forget(attempt.ExecutionId);
        return at.Video;
    }

    /// <summary>What the call's own session says; null: there is no session, or no video yet.</summary>
    public async Task<WireVideo?> FindAsync(CancellationToken ct)
    {
        if (_sessions.Find(attempt.ExecutionId) is not { } session)
        {
            return null;
        }

        try
        {
            return (await StatusAsync(session, ct).ConfigureAwait(false)).Video;
        }
        catch (ProviderException)
        {
            // Another look-up may still prove it.
            return null;
        }
    }

    private async Task<UploadSession> StartAsync(PublishPost input, long length, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address(YouTubeRequests.StartPath(input)));
        request.Content = YouTubeRequests.Metadata(input);
        request.Headers.Add("X-Upload-Content-Length", length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Upload-Content-Type", input.ContentType ?? "video/*");
        request.Headers.Add("Slug", Marker);
        var response = await _calls.PrepareAsync(request, ct).ConfigureAwait(false);
        return response.IsSuccess
            ? new UploadSession(YouTubeRequests.SessionAddress(response, attempt.Connection), length, attempt.Time.GetUtcNow())
            : throw Without(_calls.Fault(response, YouTubeLimits.Inserts));
    }

    private async Task<UploadProgress> ResumeAsync(UploadSession session, VideoSource source, CancellationToken ct)
    {
        UploadProgress at;
        try
        {
            at = await StatusAsync(session, ct).ConfigureAwait(false);
        }
        catch (ProviderException e) when (session.MayBeComplete)
        {
            throw InDoubt(e.Fault);
        }

        if (at.IsGone)
        {
            _sessions.Forget(attempt.ExecutionId);
        }

        // The bytes may all have been there: bringing them once more could make a second video.
        if (at.IsGone && session.MayBeComplete)
        {
            throw InDoubt(NotDone("YouTube no longer knows the upload, whose last piece it may have taken.").Fault);
        }

        session.MayBeComplete = at.Video is not null || at.Stored >= session.Length;
        return session.Length == source.Length || at.Video is not null ? at
            : throw new ProviderException(NotDone("The file is not as long as it was when its upload began.").Fault with { Verdict = Verdict.Rejected, Code = ErrorCode.ProviderRejected });
    }

    private async Task<UploadProgress> PutAsync(UploadSession session, VideoSource source, long offset, CancellationToken ct)
    {
        var count = (int)Math.Min(Piece, session.Length - offset);
        var bytes = await source.ReadAsync(offset, count, ct).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Put, session.Address) { Content = new ReadOnlyMemoryContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentRange = new ContentRangeHeaderValue(offset, offset + count - 1, session.Length);
        return offset + count < session.Length
            ? await PutMoreAsync(session, request, ct).ConfigureAwait(false)
            : await PutLastAsync(session, request, ct).ConfigureAwait(false);
    }

    private async Task<UploadProgress> PutMoreAsync(UploadSession session, HttpRequestMessage request, CancellationToken ct)
    {
        var at = Read(session, await _calls.PrepareAsync(request, ct).ConfigureAwait(false));
        return at.IsGone ? throw StartOver() : at;
    }

    private async Task<UploadProgress> PutLastAsync(UploadSession session, HttpRequestMessage request, CancellationToken ct)
    {
        session.MayBeComplete = true;
        try
        {
            var response = await _calls.SendAsync(request, ct).ConfigureAwait(false);
            if ((int)response.Status >= 500)
            {
                throw InDoubt(_calls.Fault(response, YouTubeLimits.Inserts).Fault);
            }

            var at = Read(session, response);
            session.MayBeComplete = at.Video is not null || at.Stored >= session.Length;
            return at.IsGone ? throw StartOver() : at;
        }
        catch (ProviderException e) when (e.Fault.Verdict == Verdict.InDoubt)
        {
            return await ProveAsync(session, e.Fault, ct).ConfigureAwait(false);
        }
        catch (ProviderException)
        {
            session.MayBeComplete = false;
            throw;
        }
    }

    /// <summary>The last piece's answer is missing: the session knows whether it arrived.</summary>
    private async Task<UploadProgress> ProveAsync(UploadSession session, Fault lost, CancellationToken ct)
    {
        UploadProgress at;
        try
        {
            at = await StatusAsync(session, ct).ConfigureAwait(false);
        }
        catch (ProviderException)
        {
            throw InDoubt(lost);
        }

        if (at.Video is not null)
        {
            return at;
        }

        if (at.IsGone || at.Stored >= session.Length)
        {
            throw InDoubt(lost);
        }

        // Not every byte arrived, so there is no video: the next try goes on from here, in the same session.
        session.MayBeComplete = false;
        throw new ProviderException(lost with { Verdict = Verdict.NotSent });
    }

    private async Task<UploadProgress> StatusAsync(UploadSession session, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, session.Address) { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentRange = new ContentRangeHeaderValue(session.Length);
        return Read(session, await _calls.PrepareAsync(request, ct).ConfigureAwait(false));
    }

    private UploadProgress Read(UploadSession session, ProviderResponse response)
    {
        if (response.IsSuccess)
        {
            session.MayBeComplete = true;
            var video = response.Read(YouTubeWireJson.Default.WireVideo);
            return video.Id is { Length: > 0 } ? new UploadProgress(session.Length, video) : throw InDoubt(NotDone("YouTube's answer has no video id.").Fault);
        }

        return (int)response.Status switch
        {
            308 when YouTubeRequests.TryStored(response.Header("Range"), out var stored) => new UploadProgress(stored),
            404 or 410 => new UploadProgress(0) { IsGone = true },
            _ => throw Without(_calls.Fault(response, YouTubeLimits.Inserts)),
        };
    }

    private ProviderException StartOver()
    {
        _sessions.Forget(attempt.ExecutionId);
        return NotDone("YouTube no longer knows the upload; it must start over.");
    }

    /// <summary>The same fault, of a request that makes no video.</summary>
    private static ProviderException Without(ProviderException e) =>
        e.Fault.Verdict == Verdict.InDoubt ? new ProviderException(e.Fault with { Verdict = Verdict.NotSent }, e) : e;

    private static ProviderException InDoubt(Fault fault) => new(fault with { Verdict = Verdict.InDoubt });

    private static ProviderException NotDone(string message) => new(new Fault
    {
        Verdict = Verdict.NotSent,
        Code = ErrorCode.ProviderUnavailable,
        Message = message,
    });
}

/// <summary>How far an upload is.</summary>
/// <param name="Stored">Bytes that YouTube holds, from the first.</param>
/// <param name="Video">The video, once every byte was there.</param>
internal readonly record struct UploadProgress(long Stored, WireVideo? Video = null)
{
    /// <summary>Whether YouTube no longer knows the session.</summary>
    public bool IsGone { get; init; }
}
