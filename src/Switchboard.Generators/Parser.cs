using Microsoft.CodeAnalysis;
using Switchboard.Generators.Models;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators;

/// <summary>From the symbols of a contract to its model. What it cannot read it leaves out; <see cref="ContractAnalyzer"/> says why.</summary>
internal static class Parser
{
    internal static ConnectorModel? Parse(INamedTypeSymbol contract, AttributeData attribute, CancellationToken ct)
    {
        if (attribute.Named<ITypeSymbol?>("Adapter", null) is not { } adapter
            || attribute.Named<ITypeSymbol?>("Simulator", null) is not { } simulator
            || attribute.Named<ITypeSymbol?>("Json", null) is not { } json
            || contract.ContainingType is not null || contract.IsGenericType)
        {
            return null;
        }

        var methods = Methods(contract);
        var context = new JsonContext(json);
        return new ConnectorModel
        {
            Namespace = contract.ContainingNamespace.IsGlobalNamespace ? "" : contract.ContainingNamespace.ToDisplayString(),
            Interface = ValueTypes.FullName(contract),
            TypeName = contract.Name.Length > 1 && contract.Name[0] == 'I' ? contract.Name.Substring(1) : contract.Name,
            IsPublic = contract.DeclaredAccessibility == Accessibility.Public,
            Name = attribute.At(0, ""),
            Aliases = attribute.Texts("Aliases").ToEquatable(),
            Description = Docs.Of(contract, ct).Summary,
            Category = attribute.Named("Category", ""),
            BaseAddress = attribute.Named("BaseAddress", ""),
            ApiVersion = attribute.Named("ApiVersion", ""),
            Adapter = ValueTypes.FullName(adapter),
            Simulator = ValueTypes.FullName(simulator),
            Json = ValueTypes.FullName(json),
            Triggers = attribute.Texts("Triggers").ToEquatable(),
            Credentials = contract.FindAll(Attributes.Credential).Select(Credential).ToEquatable(),
            RateLimits = contract.FindAll(Attributes.RateLimit).Select(RateLimit).ToEquatable(),
            SendCaps = contract.FindAll(Attributes.SendCap).Select(cap => new SendCapModel(cap.At(0, ""), cap.At(1, 0))).ToEquatable(),
            QuietHours = QuietHours(contract),
            NotOffered = contract.FindAll(Attributes.NotOffered).Select(missing => new NotOfferedModel(missing.At(0, ""), missing.At(1, ""))).ToEquatable(),
            Actions = methods.Select(method => Action(method.Method, method.Signature, context, ct)).ToEquatable(),
            Records = Records(methods.Select(method => method.Signature), ct),
        };
    }

    private static List<(IMethodSymbol Method, Signature Signature)> Methods(INamedTypeSymbol contract)
    {
        var methods = new List<(IMethodSymbol, Signature)>();
        foreach (var method in contract.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.Has(Attributes.Action) && Signature.Read(method) is { } signature && IsReadable(signature.Input) && IsReadable(signature.Output))
            {
                methods.Add((method, signature));
            }
        }

        return methods;
    }

    private static bool IsReadable(INamedTypeSymbol root) => RecordShape.Graph([root]).All(record =>
        RecordShape.Primary(record) is { } primary && primary.Parameters.Length <= RecordShape.MostFields && primary.Parameters.All(parameter => ValueTypes.Read(parameter.Type) is not null));

    private static ActionModel Action(IMethodSymbol method, Signature signature, JsonContext context, CancellationToken ct)
    {
        var action = method.Find(Attributes.Action)!;
        return new ActionModel
        {
            Method = method.Name,
            TypeName = signature.Name,
            Name = JsonNames.Camel(signature.Name),
            Description = Docs.Of(method, ct).Summary,
            Effect = action.Member(0),
            Repeat = action.Member(1),
            KeyWindowSeconds = action.Named("KeyWindowSeconds", 0),
            ReadBack = action.Named<string?>("ReadBack", null),
            Check = action.Named<string?>("Check", null),
            Aliases = action.Texts("Aliases").ToEquatable(),
            Scopes = action.Texts("Scopes").ToEquatable(),
            ReadBackScopes = action.Texts("ReadBackScopes").ToEquatable(),
            QuietHours = action.Named("QuietHours", false),
            Costs = method.FindAll(Attributes.Cost).Select(cost => new CostModel(cost.At(0, ""), cost.At(1, 1), cost.Named<string?>("Per", null))).ToEquatable(),
            Input = ValueTypes.FullName(signature.Input),
            Output = ValueTypes.FullName(signature.Output),
            InputJson = context.Property(signature.Input),
            OutputJson = context.Property(signature.Output),
        };
    }

    private static EquatableArray<RecordModel> Records(IEnumerable<Signature> signatures, CancellationToken ct) => RecordShape
        .Graph(signatures.SelectMany(signature => new[] { signature.Input, signature.Output }))
        .Select(record => RecordParser.Parse(record, ct))
        .ToEquatable();

    private static CredentialModel Credential(AttributeData credential) => new(
        credential.At(0, ""),
        credential.At(1, ""),
        credential.Named("Set", "default"),
        credential.Named("Optional", false),
        credential.Named("Simulated", "simulated"));

    private static RateLimitModel RateLimit(AttributeData limit) =>
        new(limit.At(0, ""), limit.At(1, 0), limit.At(2, 0), limit.Named("Source", ""));

    private static QuietHoursModel? QuietHours(INamedTypeSymbol contract) =>
        contract.Find(Attributes.QuietHours) is { } hours && HourOfDay.Minutes(hours.At(0, "")) is { } from && HourOfDay.Minutes(hours.At(1, "")) is { } until
            ? new QuietHoursModel(from, until)
            : null;
}
