using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Contracts;

/// <summary>Writes an enum of a contract as camel-case text; <see cref="JsonStringEnumMemberNameAttribute"/> names a member otherwise.</summary>
/// <typeparam name="TEnum">The enum, marked <c>[JsonConverter(typeof(EnumText&lt;TEnum&gt;))]</c>.</typeparam>
public sealed class EnumText<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
