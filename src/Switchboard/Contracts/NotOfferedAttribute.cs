namespace Switchboard.Contracts;

/// <summary>An action that users may look for here and that the provider has elsewhere or not at all.</summary>
/// <param name="action">Action name without the connector, camel case, as in <c>createCampaign</c>.</param>
/// <param name="reason">One sentence: why, and where to go instead.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class NotOfferedAttribute(string action, string reason) : Attribute
{
    /// <summary>Action name, camel case.</summary>
    public string Action { get; } = action;

    /// <summary>Why, and where to go instead.</summary>
    public string Reason { get; } = reason;
}
