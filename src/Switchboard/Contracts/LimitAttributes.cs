namespace Switchboard.Contracts;

/// <summary>A provider's published limit, kept per connection. Several hold at once.</summary>
/// <param name="bucket">What shares it: actions name it by <see cref="CostAttribute"/>.</param>
/// <param name="amount">Units allowed within the window.</param>
/// <param name="windowSeconds">Sliding window, in seconds.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class RateLimitAttribute(string bucket, int amount, int windowSeconds) : Attribute
{
    /// <summary>What shares it.</summary>
    public string Bucket { get; } = bucket;

    /// <summary>Units allowed within the window.</summary>
    public int Amount { get; } = amount;

    /// <summary>Sliding window, in seconds.</summary>
    public int WindowSeconds { get; } = windowSeconds;

    /// <summary>The provider's page that says so.</summary>
    public string Source { get; init; } = "";
}

/// <summary>What one call of an action takes from a bucket of its connector.</summary>
/// <param name="bucket">Bucket of a <see cref="RateLimitAttribute"/>.</param>
/// <param name="units">Units a call takes.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CostAttribute(string bucket, int units = 1) : Attribute
{
    /// <summary>Bucket of a <see cref="RateLimitAttribute"/>.</summary>
    public string Bucket { get; } = bucket;

    /// <summary>Units a call takes.</summary>
    public int Units { get; } = units;

    /// <summary>Input field whose value splits the bucket, as in <c>channel</c>; none: one bucket for all.</summary>
    public string? Per { get; init; }
}

/// <summary>How many sends a provider takes from one account a day.</summary>
/// <param name="plan">Account plan, as in <c>workspace</c>; the first declared is the default.</param>
/// <param name="perDay">Sends in 24 hours.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class SendCapAttribute(string plan, int perDay) : Attribute
{
    /// <summary>Account plan.</summary>
    public string Plan { get; } = plan;

    /// <summary>Sends in 24 hours.</summary>
    public int PerDay { get; } = perDay;
}

/// <summary>Hours in the recipient's time zone in which nothing is sent.</summary>
/// <param name="from">Start, as in <c>21:00</c>.</param>
/// <param name="until">End, as in <c>08:00</c>.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class QuietHoursAttribute(string from, string until) : Attribute
{
    /// <summary>Start, local time.</summary>
    public string From { get; } = from;

    /// <summary>End, local time.</summary>
    public string Until { get; } = until;
}
