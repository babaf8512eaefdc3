namespace Switchboard.Contracts;

/// <summary>Declares a method of a contract as an action: its effect and how it can be repeated.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ActionAttribute(Effect effect, Repeat repeat) : Attribute
{
    /// <summary>What it does to the world.</summary>
    public Effect Effect { get; } = effect;

    /// <summary>How it can be repeated.</summary>
    public Repeat Repeat { get; } = repeat;

    /// <summary>For <see cref="Repeat.Keyed"/>: how long the provider keeps the key, in seconds.</summary>
    public int KeyWindowSeconds { get; init; }

    /// <summary>For <see cref="Repeat.Reconcilable"/>: the adapter's method that looks for the effect.</summary>
    public string? ReadBack { get; init; }

    /// <summary>For <see cref="Repeat.Reconcilable"/>: scopes any one of which allows the look-up; none: always allowed.</summary>
    public string[] ReadBackScopes { get; init; } = [];

    /// <summary>The adapter's static method that checks what attributes cannot: rules across fields, times against now.</summary>
    public string? Check { get; init; }

    /// <summary>Scopes any one of which the provider demands.</summary>
    public string[] Scopes { get; init; } = [];

    /// <summary>Other names that find this action, as in <c>SEND_SMS</c>.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Whether sends of this action keep quiet hours of the recipient.</summary>
    public bool QuietHours { get; init; }
}
