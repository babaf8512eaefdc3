namespace Switchboard.Generators.Emitting;

/// <summary>Names of the library's types in generated code.</summary>
internal static class Types
{
    internal const string Task = "global::System.Threading.Tasks.Task";
    internal const string CancellationToken = "global::System.Threading.CancellationToken";
    internal const string JsonElement = "global::System.Text.Json.JsonElement";
    internal const string List = "global::System.Collections.Generic.IReadOnlyList";
    internal const string Dictionary = "global::System.Collections.Generic.Dictionary";
    internal const string Gateway = "global::Switchboard.Pipeline.Gateway";
    internal const string ConnectorBinding = "global::Switchboard.Pipeline.ConnectorBinding";
    internal const string ActionBinding = "global::Switchboard.Pipeline.ActionBinding";
    internal const string Simulator = "global::Switchboard.Simulation.Simulator";
    internal const string SimulatorContext = "global::Switchboard.Simulation.SimulatorContext";
    internal const string Catalog = "global::Switchboard.Catalog.";
    internal const string FieldMarks = Catalog + "FieldMarks";
    internal const string Contracts = "global::Switchboard.Contracts.";
    internal const string Errors = "global::Switchboard.Validation.ValidationErrors";
    internal const string FieldNames = "global::Switchboard.Validation.FieldNames";
    internal const string TextRule = "global::Switchboard.Validation.TextRule";
    internal const string Check = "global::Switchboard.Validation.Check";
}
