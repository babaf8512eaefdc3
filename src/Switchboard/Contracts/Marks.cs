namespace Switchboard.Contracts;

/// <summary>What a field holds, and so how it is recorded.</summary>
public enum Mark
{
    /// <summary>Recorded as it is.</summary>
    None,

    /// <summary>Names a person or address: recorded as <c>hmac:…</c>, keyed per organisation.</summary>
    Recipient,

    /// <summary>What people say or read: only its length is recorded.</summary>
    Content,

    /// <summary>Never recorded.</summary>
    Secret,
}

/// <summary>The field names a person: an address, a number, an account.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class RecipientAttribute : Attribute;

/// <summary>The field is what people say or read.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ContentAttribute : Attribute;

/// <summary>The field must never be recorded.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>The field names nobody although its name sounds so, as <c>to</c> may be a date.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class UnmarkedAttribute : Attribute;

/// <summary>The field depends on when or in which order calls ran: a run's digest leaves it out.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class VolatileAttribute : Attribute;
