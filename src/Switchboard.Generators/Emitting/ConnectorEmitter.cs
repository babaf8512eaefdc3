using Switchboard.Generators.Models;

namespace Switchboard.Generators.Emitting;

/// <summary>Writes the connector's binding, and one binding for each action.</summary>
internal static class ConnectorEmitter
{
    internal static string Emit(ConnectorModel connector, Records records)
    {
        var code = new CodeWriter(connector);
        code.Line("/// <summary>The generated side of <see cref=\"" + connector.Interface + "\"/>.</summary>")
            .Open((connector.IsPublic ? "public" : "internal") + " static partial class " + Emitter.Class(connector));
        Binding(code, connector);
        Actions(code, connector);
        foreach (var action in connector.Actions)
        {
            Action(code.Line(), connector, action, records);
        }

        return code.Close().ToString();
    }

    private static void Binding(CodeWriter code, ConnectorModel connector)
    {
        code.Line("/// <summary>How the connector runs.</summary>")
            .Line($"public static {Types.ConnectorBinding} Binding {{ get; }} = new {connector.TypeName}Binding();")
            .Line()
            .Open($"private sealed class {connector.TypeName}Binding() : {Types.ConnectorBinding}({string.Join(", ", connector.Aliases.Prepend(connector.Name).Select(Literals.Text))})");
        Find(code, connector);
        code.Line($"public override {Types.Simulator} Simulator({Types.SimulatorContext} context) => new {connector.Simulator}(context);")
            .Line()
            .Line($"public override object Proxy({Types.Gateway} gateway) => new {connector.TypeName}Proxy(gateway);")
            .Line()
            .Line($"protected override {Types.List}<{Types.ActionBinding}> Bind() =>")
            .In($"[{string.Join(", ", connector.Actions.Select(action => action.TypeName + "Action.Binding"))}];")
            .Line();
        Descriptor(code, connector);
        code.Close().Line();
    }

    private static void Find(CodeWriter code, ConnectorModel connector)
    {
        code.Open($"public override {Types.ActionBinding}? Find(string action) => action switch");
        foreach (var action in connector.Actions)
        {
            code.Line($"{string.Join(" or ", action.Aliases.Prepend(action.Name).Select(Literals.Text))} => {action.TypeName}Action.Binding,");
        }

        code.Line("_ => null,").Close(";").Line();
    }

    // A class of its own for each action: its binding is made when it is first asked for.
    private static void Actions(CodeWriter code, ConnectorModel connector)
    {
        code.Open("internal static class Actions");
        foreach (var action in connector.Actions)
        {
            code.Line($"internal static {Types.ActionBinding}<{action.Input}, {action.Output}> {action.TypeName} => {action.TypeName}Action.Binding;");
        }

        code.Close();
    }

    private static void Action(CodeWriter code, ConnectorModel connector, ActionModel action, Records records)
    {
        code.Open($"private static class {action.TypeName}Action")
            .Open($"internal static readonly {Types.ActionBinding}<{action.Input}, {action.Output}> Binding = new()");
        Describe(code, connector, action, records);
        code.Line($"Validate = Inputs.{records.Identifier(action.Input)},")
            .Line($"InputType = static () => {connector.Json}.Default.{action.InputJson},")
            .Line($"OutputType = static () => {connector.Json}.Default.{action.OutputJson},")
            .Line($"Invoke = static (attempt, input, ct) => new {connector.Adapter}(attempt).{action.Method}(input, ct),");
        if (action.Check is not null)
        {
            code.Line($"CheckInput = {connector.Adapter}.{action.Check},");
        }

        if (action.ReadBack is not null)
        {
            code.Line($"ReadBack = static (attempt, input, ct) => new {connector.Adapter}(attempt).{action.ReadBack}(input, ct),");
        }

        code.Close(";").Close();
    }

    private static void Describe(CodeWriter code, ConnectorModel connector, ActionModel action, Records records)
    {
        code.Open($"Descriptor = new {Types.Catalog}ActionDescriptor")
            .Line($"Connector = {Literals.Text(connector.Name)},")
            .Line($"Name = {Literals.Text(action.Name)},")
            .Line($"Aliases = {Literals.Texts(action.Aliases)},")
            .Line($"Description = {Literals.Text(action.Description)},")
            .Line($"Effect = {Types.Contracts}Effect.{action.Effect},")
            .Line($"Repeat = {Types.Contracts}Repeat.{action.Repeat},")
            .Line($"KeyWindow = global::System.TimeSpan.FromSeconds({Literals.Whole(action.KeyWindowSeconds)}L),")
            .Line($"Scopes = {Literals.Texts(action.Scopes)},")
            .Line($"ReadBackScopes = {Literals.Texts(action.ReadBackScopes)},")
            .Line($"QuietHours = {(action.QuietHours ? "true" : "false")},")
            .Line($"Costs = [{string.Join(", ", action.Costs.Select(Cost))}],")
            .Line($"InputSchema = Schemas.{records.Identifier(action.Input)}Input,")
            .Line($"OutputSchema = Schemas.{records.Identifier(action.Output)}Output,")
            .Line($"InputMarks = {MarksEmitter.Reference(action.Input, records)},")
            .Line($"OutputMarks = {MarksEmitter.Reference(action.Output, records)},")
            .Close(",");
    }

    private static string Cost(CostModel cost) =>
        $"new {Types.Catalog}LimitCost({Literals.Text(cost.Bucket)}, {Literals.Whole(cost.Units)}, {(cost.Per is null ? "null" : Literals.Text(cost.Per))})";

    private static void Descriptor(CodeWriter code, ConnectorModel connector)
    {
        code.Open($"protected override {Types.Catalog}ConnectorDescriptor Describe() => new()")
            .Line($"Name = {Literals.Text(connector.Name)},")
            .Line($"Aliases = {Literals.Texts(connector.Aliases)},")
            .Line($"Description = {Literals.Text(connector.Description)},")
            .Line($"Category = {Literals.Text(connector.Category)},")
            .Line($"BaseAddress = new global::System.Uri({Literals.Text(connector.BaseAddress)}),")
            .Line($"ApiVersion = {Literals.Text(connector.ApiVersion)},");
        List(code, "Credentials", connector.Credentials, Credential);
        List(code, "RateLimits", connector.RateLimits, RateLimit);
        List(code, "SendCaps", connector.SendCaps, cap => $"new {Types.Catalog}SendCap({Literals.Text(cap.Plan)}, {Literals.Whole(cap.PerDay)})");
        if (connector.QuietHours is { } hours)
        {
            code.Line($"QuietHours = new {Types.Catalog}QuietHours({Time(hours.From)}, {Time(hours.Until)}),");
        }

        List(code, "NotOffered", connector.NotOffered, missing => $"new {Types.Catalog}NotOffered({Literals.Text(missing.Action)}, {Literals.Text(missing.Reason)})");
        code.Line($"Triggers = {Literals.Texts(connector.Triggers)},")
            .Line($"Contract = typeof({connector.Interface}),")
            .Line($"ActionNames = {Literals.Texts(connector.Actions.Select(action => action.Name))},")
            .Line($"Scopes = {Literals.Texts(connector.Actions.SelectMany(action => action.Scopes).Distinct())},")
            .Line("MakeActions = DescribeActions,")
            .Close(";");
    }

    private static void List<T>(CodeWriter code, string property, EquatableArray<T> items, Func<T, string> write)
        where T : IEquatable<T>
    {
        if (items.Count > 0)
        {
            code.Line(property + " =").Line("[").In([.. items.Select(item => write(item) + ",")]).Line("],");
        }
    }

    private static string Credential(CredentialModel credential) =>
        $"new {Types.Catalog}CredentialDescriptor({Literals.Text(credential.Name)}, {Literals.Text(credential.Description)}, {Literals.Text(credential.Set)}, "
        + $"{(credential.Optional ? "true" : "false")}, {Literals.Text(credential.Simulated)})";

    private static string RateLimit(RateLimitModel limit) =>
        $"new {Types.Catalog}RateLimit({Literals.Text(limit.Bucket)}, {Literals.Whole(limit.Amount)}, "
        + $"global::System.TimeSpan.FromSeconds({Literals.Whole(limit.WindowSeconds)}L), {Literals.Text(limit.Source)})";

    private static string Time(int minutes) => $"new global::System.TimeOnly({Literals.Whole(minutes / 60)}, {Literals.Whole(minutes % 60)})";
}
