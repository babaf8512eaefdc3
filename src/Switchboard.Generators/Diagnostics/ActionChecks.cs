using Microsoft.CodeAnalysis;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators.Diagnostics;

/// <summary>Checks of one member of a contract.</summary>
internal static class ActionChecks
{
    /// <summary>Checks; gives the signature if it can be read.</summary>
    internal static Signature? Run(Reporter report, AttributeData connector, ISymbol member)
    {
        if (member.Find(Attributes.Action) is not { } action || member is not IMethodSymbol method)
        {
            report.Report(Rules.NotAnAction, member, member.Name);
            return null;
        }

        report.RequireSummary(method);
        var (effect, repeat) = (action.Member(0), action.Member(1));
        if (effect.Length == 0 || repeat.Length == 0 || (effect == "Read") != (repeat == "Read"))
        {
            report.Report(Rules.EffectDisagrees, method, method.Name, effect, repeat);
        }

        if (repeat == "Keyed" && action.Named("KeyWindowSeconds", 0) <= 0)
        {
            report.Report(Rules.NoKeyWindow, method, method.Name);
        }

        if (Signature.Read(method) is not { } signature)
        {
            report.Report(Rules.BadSignature, method, method.Name);
            return null;
        }

        ReadBack(report, connector, action, method, signature);
        Costs(report, method, signature);
        Json(report, connector, method, signature);
        return signature;
    }

    internal static bool HasEffect(ISymbol member) => member.Find(Attributes.Action)?.Member(0) is "Write" or "Destructive";

    private static void ReadBack(Reporter report, AttributeData connector, AttributeData action, IMethodSymbol method, Signature signature)
    {
        var name = action.Named<string?>("ReadBack", null);
        if (connector.Named<ITypeSymbol?>("Adapter", null) is not { } adapter || (name is null && action.Member(1) != "Reconcilable"))
        {
            return;
        }

        if (name is null || !adapter.GetMembers(name).OfType<IMethodSymbol>().Any(candidate => IsReadBack(candidate, signature)))
        {
            report.Report(Rules.BadReadBack, method, method.Name, adapter.Name, signature.Output.Name, name ?? "FindAsync", signature.Input.Name);
        }
    }

    private static bool IsReadBack(IMethodSymbol candidate, Signature signature) =>
        candidate.Parameters.Length == 2
        && SymbolEqualityComparer.Default.Equals(candidate.Parameters[0].Type, signature.Input)
        && candidate.Parameters[1].Type.ToDisplayString() == "System.Threading.CancellationToken"
        && SymbolEqualityComparer.Default.Equals(Signature.Result(candidate.ReturnType), signature.Output);

    private static void Costs(Reporter report, IMethodSymbol method, Signature signature)
    {
        var buckets = method.ContainingType.FindAll(Attributes.RateLimit).Select(limit => limit.At(0, "")).ToList();
        foreach (var cost in method.FindAll(Attributes.Cost))
        {
            if (!buckets.Contains(cost.At(0, "")))
            {
                report.Report(Rules.UnknownBucket, method, method.Name, cost.At(0, ""), method.ContainingType.Name);
            }

            if (cost.Named<string?>("Per", null) is { } per && !RecordChecks.FieldNames(signature.Input).Contains(per))
            {
                report.Report(Rules.UnknownField, method, "[Cost(Per)]", method.Name, per, signature.Input.Name);
            }
        }
    }

    private static void Json(Reporter report, AttributeData connector, IMethodSymbol method, Signature signature)
    {
        if (connector.Named<ITypeSymbol?>("Json", null) is not { } json)
        {
            return;
        }

        var context = new JsonContext(json);
        foreach (var record in new[] { signature.Input, signature.Output }.Where(record => !context.Knows(record)))
        {
            report.Report(Rules.NotInJson, method, record.Name, method.Name, json.Name);
        }
    }
}
