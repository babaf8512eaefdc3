using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Switchboard.Generators.Diagnostics;

/// <summary>What a contract must keep. Ids are stable.</summary>
internal static class Rules
{
    internal static readonly DiagnosticDescriptor NotAnAction = Rule(
        "SB0001", "Every member of a contract is an action",
        "'{0}' has no [Action]: a contract's members are its actions; add [Action(effect, repeat)] or move it elsewhere");

    internal static readonly DiagnosticDescriptor EffectDisagrees = Rule(
        "SB0002", "Effect and repeat class agree",
        "'{0}' says Effect.{1} with Repeat.{2}: reads are Effect.Read with Repeat.Read, and nothing else is Repeat.Read; change one of them");

    internal static readonly DiagnosticDescriptor BadSignature = Rule(
        "SB0003", "Actions have one shape",
        "'{0}' is not of the shape 'Task<TOutput> NameAsync(TInput input, CancellationToken ct = default)' with a name of its own and two positional, top-level, non-generic records; change its signature");

    internal static readonly DiagnosticDescriptor BadType = Rule(
        "SB0004", "Fields have types that JSON and checks know",
        "'{0}' of '{1}' cannot be part of a contract: {2}");

    internal static readonly DiagnosticDescriptor NotInJson = Rule(
        "SB0005", "The JSON context knows every input and output",
        "'{0}' of action '{1}' is missing from '{2}': add [JsonSerializable(typeof({0}))] there");

    internal static readonly DiagnosticDescriptor NotCamelCase = Rule(
        "SB0006", "The JSON context writes camel case",
        "'{0}' does not write camel case, so its JSON and the checks would disagree: add [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]");

    internal static readonly DiagnosticDescriptor Unmarked = Rule(
        "SB0007", "Fields that name a person are marked",
        "'{0}' of '{1}' sounds as if it named a person and would be recorded in clear: mark it [Recipient], [Content] or [Secret], or [Unmarked] if it names nobody");

    internal static readonly DiagnosticDescriptor ForeignRecord = Rule(
        "SB0008", "Records live in their connector's assembly",
        "'{0}', used by '{1}', is declared in another assembly, where its documentation cannot be read: declare it beside the contract");

    internal static readonly DiagnosticDescriptor DocsOff = Rule(
        "SB0009", "Documentation is on",
        "XML documentation is off, so '{0}' would have no descriptions: set <GenerateDocumentationFile>true</GenerateDocumentationFile> in the project");

    internal static readonly DiagnosticDescriptor NoDescription = Rule(
        "SB0010", "Actions and fields are described",
        "'{0}' has no description, and a model reads it to choose and fill it: add {1}");

    internal static readonly DiagnosticDescriptor BadReadBack = Rule(
        "SB0011", "Reconcilable actions have a read-back",
        "'{0}' is Reconcilable or names a read-back, but '{1}' has no method 'Task<{2}?> {3}({4} input, CancellationToken ct)': add it and name it in [Action(ReadBack = nameof(…))]");

    internal static readonly DiagnosticDescriptor NoKeyWindow = Rule(
        "SB0012", "Keyed actions say how long a key lasts",
        "'{0}' is Keyed without KeyWindowSeconds: say for how many seconds the provider keeps an idempotency key");

    internal static readonly DiagnosticDescriptor UnknownBucket = Rule(
        "SB0013", "Costs name a declared limit",
        "'{0}' takes from the bucket '{1}', which '{2}' does not declare: add [RateLimit(\"{1}\", …)] to the interface or correct the name");

    internal static readonly DiagnosticDescriptor EnumNotText = Rule(
        "SB0014", "Enums are written as text",
        "The enum '{0}', used by '{1}', is not written as the checks expect: add [JsonConverter(typeof(EnumText<{0}>))] to it");

    internal static readonly DiagnosticDescriptor UnknownField = Rule(
        "SB0015", "Attributes name fields that exist",
        "{0} of '{1}' names '{2}', but '{3}' has no such JSON field: correct the name");

    internal static readonly DiagnosticDescriptor BadConstraint = Rule(
        "SB0016", "Constraints fit their fields",
        "{0} on '{1}': {2}");

    internal static readonly DiagnosticDescriptor BadConnector = Rule(
        "SB0017", "The connector's facts can be read",
        "[{0}] of '{1}': {2}");

    internal static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotAnAction, EffectDisagrees, BadSignature, BadType, NotInJson, NotCamelCase, Unmarked, ForeignRecord, DocsOff,
        NoDescription, BadReadBack, NoKeyWindow, UnknownBucket, EnumNotText, UnknownField, BadConstraint, BadConnector,
    ];

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        new(id, title, message, "Contract", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
