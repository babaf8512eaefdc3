using System.Globalization;
using Switchboard.Calls;
using Switchboard.Contracts;
using Switchboard.Resilience;
using Switchboard.Telemetry;

namespace Switchboard.Pipeline;

/// <summary>The tries of one call: what each left behind, and what they say together.</summary>
internal sealed class Tries(Submission call, GatewayOptions options)
{
    private readonly DateTimeOffset _leaseUntil = call.LeaseUntil ?? options.MachineTime.GetUtcNow() + options.Lease;
    private List<KeyValuePair<string, string>>? _notes;
    private Attempt? _current;
    private DateTimeOffset _firstAt;
    private int _renewals;
    private int _count;
    private bool _isInDoubt = call.MayHaveHappenedAt is not null;

    public Submission Call { get; } = call;

    /// <summary>The contract's record, once a try or a look-up brought it.</summary>
    public object? Output { get; set; }

    public Attempt Next()
    {
        if (_count++ == 0)
        {
            _firstAt = options.Time.GetUtcNow();
        }

        _renewals = Call.Channel.Connection.Tokens.Renewals;
        return _current = NewAttempt();
    }

    public Attempt ForLookUp() => NewAttempt();

    public bool MayRetry(Fault fault)
    {
        var isRenewed = Call.Channel.Connection.Tokens.Renewals != _renewals;
        var may = _count <= options.RetryDelays.Count
            && RetryRule.MayRetry(fault, Call.Repeat, Call.Action.Descriptor.KeyWindow, options.Time.GetUtcNow() - (Call.MayHaveHappenedAt ?? _firstAt), isRenewed);
        if (may)
        {
            Instruments.Retried(Call.Channel.Connection.Connector.Name, ErrorCodes.ToText(fault.Code));
        }

        return may;
    }

    /// <summary>How long to wait before the next try; a renewed access token need not wait.</summary>
    public TimeSpan PauseAfter(Fault fault) => fault.IsUnauthorized ? TimeSpan.Zero : options.RetryDelays[_count - 1];

    public Fault Failed(Fault fault)
    {
        _isInDoubt |= fault.Verdict == Verdict.InDoubt;
        Note(
            string.Create(CultureInfo.InvariantCulture, $"attempt{_count}"),
            $"{ErrorCodes.ToText(fault.Code)}{(fault.HttpStatus is { } status ? $", HTTP {status.ToString(CultureInfo.InvariantCulture)}" : "")}, {VerdictText(fault.Verdict)}");
        if (fault is { Code: ErrorCode.RateLimited, RetryAfter: { } wait })
        {
            Call.Channel.Limits.Pause(options.Time.GetUtcNow() + wait);
        }

        return fault;
    }

    public Fault TimedOut(TimeSpan after)
    {
        var isInDoubt = _current is { IsDispatched: true } || (!Call.HasEffect && _current is not null);
        return new Fault
        {
            Verdict = isInDoubt ? Verdict.InDoubt : Verdict.NotSent,
            Code = ErrorCode.TimedOut,
            Message = string.Create(CultureInfo.InvariantCulture, $"No answer came within {after.TotalSeconds} s."),
            TripsBreaker = true,
        };
    }

    /// <summary>Takes up what the provider told beside the result.</summary>
    public void Learn(Attempt attempt)
    {
        foreach (var (until, bucket, part) in attempt.Pauses ?? [])
        {
            var now = options.Time.GetUtcNow();
            Call.Channel.Limits.Pause(until < now + HttpFaults.LongestWait ? until : now + HttpFaults.LongestWait, bucket, part);
        }

        if (attempt.Notes is { } notes)
        {
            foreach (var (name, value) in notes)
            {
                Note(name, value);
            }
        }
    }

    public void TellBreaker(Fault? fault)
    {
        if (fault is { TripsBreaker: true })
        {
            Call.Channel.Breaker.Failed(options.Time.GetUtcNow());
        }
        else
        {
            Call.Channel.Breaker.Succeeded();
        }
    }

    public bool ShouldLookUp(Fault fault) => Call.Repeat == Repeat.Reconcilable && IsInDoubt(fault);

    public void Found(object? output)
    {
        Output = output;
        Note("lookUp", output is null ? "absent" : "found");
    }

    public void Note(string name, string value) => (_notes ??= []).Add(new(name, value));

    public CallEnd Cancelled()
    {
        Call.Channel.Breaker.Abandoned();
        var mayHaveHappened = Call.HasEffect && (_isInDoubt || _current is { IsDispatched: true });
        return End(
            mayHaveHappened ? ExecutionStatus.InDoubt : ExecutionStatus.Cancelled,
            mayHaveHappened ? Doubt("The caller stopped waiting after the request was sent.") : new CallError(ErrorCode.Cancelled, "The call was stopped before anything was sent."),
            isCancelledByCaller: true);
    }

    /// <summary>What the tries say together; a doubt of any of them stays.</summary>
    public CallEnd End(Fault? fault)
    {
        if (fault is null)
        {
            return End(ExecutionStatus.Completed, null);
        }

        return Call.HasEffect && IsInDoubt(fault)
            ? End(ExecutionStatus.InDoubt, Doubt(fault.Message) with { ProviderCode = fault.ProviderCode })
            : End(ExecutionStatus.Failed, FaultText.ToError(fault, Call.Action.Descriptor));
    }

    private static string VerdictText(Verdict verdict) => verdict switch
    {
        Verdict.NotSent => "not sent",
        Verdict.Rejected => "rejected",
        _ => "in doubt",
    };

    private CallError Doubt(string why) => new(ErrorCode.InDoubt, "Whether this happened is not known. Do not repeat it; the ledger says when it is settled.")
    {
        OperatorMessage = $"{why} To settle it: {Plan()}",
    };

    private string Plan() => Call.Repeat switch
    {
        Repeat.Natural or Repeat.Keyed => "send it again with the same key and input.",
        Repeat.Reconcilable => "look for it at the provider; a look-up may prove it done.",
        _ => "a person looks at the provider and decides.",
    };

    private bool IsInDoubt(Fault fault) => _isInDoubt || fault.Verdict == Verdict.InDoubt;

    private CallEnd End(ExecutionStatus status, CallError? error, bool isCancelledByCaller = false) => new()
    {
        Status = status,
        Output = Output,
        Error = error,
        Attempts = _count,
        Notes = _notes is null ? [] : _notes,
        IsCancelledByCaller = isCancelledByCaller,
    };

    private Attempt NewAttempt() => new(Call.Channel.Transport.SendAsync)
    {
        ExecutionId = Call.Id,
        Number = _count,
        MayHaveHappened = _isInDoubt,
        Connection = Call.Channel.Connection,
        Time = options.Time,
        MayDispatch = HasLease,
        Wire = Call.Channel.Wire,
    };

    private bool HasLease() => options.MachineTime.GetUtcNow() < _leaseUntil;
}
