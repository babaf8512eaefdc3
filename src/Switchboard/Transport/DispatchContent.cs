using System.Net;
using Switchboard.Calls;

namespace Switchboard.Transport;

/// <summary>A request's content that notes when its first byte leaves, and stops it when the lease is lost.</summary>
internal sealed class DispatchContent : HttpContent
{
    private readonly HttpContent? _inner;
    private readonly Attempt _attempt;

    public DispatchContent(HttpContent? inner, Attempt attempt)
    {
        _inner = inner;
        _attempt = attempt;
        if (inner is not null)
        {
            foreach (var header in inner.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!_attempt.IsPreparing)
        {
            if (_attempt.MayDispatch?.Invoke() == false)
            {
                throw new IOException("The lease ended before the request was sent.");
            }

            _attempt.IsDispatched = true;
        }

        return _inner is null ? Task.CompletedTask : _inner.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner is null ? 0 : _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
        }

        base.Dispose(disposing);
    }
}
