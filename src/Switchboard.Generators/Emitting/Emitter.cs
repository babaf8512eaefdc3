using Switchboard.Generators.Models;

namespace Switchboard.Generators.Emitting;

/// <summary>From a model to its files.</summary>
internal static class Emitter
{
    internal static IEnumerable<(string Name, string Code)> Emit(ConnectorModel connector)
    {
        var records = new Records(connector);
        var name = (connector.Namespace.Length > 0 ? connector.Namespace + "." : "") + connector.TypeName;
        yield return (name + "Connector.g.cs", ConnectorEmitter.Emit(connector, records));
        yield return (name + "Connector.Inputs.g.cs", InputsEmitter.Emit(connector, records));
        yield return (name + "Connector.Marks.g.cs", MarksEmitter.Emit(connector, records));
        yield return (name + "Connector.Schemas.g.cs", SchemasEmitter.Emit(connector, records));
        yield return (name + "Proxy.g.cs", ProxyEmitter.Emit(connector));
    }

    /// <summary>Name of the connector's static class.</summary>
    internal static string Class(ConnectorModel connector) => connector.TypeName + "Connector";

    /// <summary>Opens the connector's static class in a further file.</summary>
    internal static CodeWriter OpenPart(ConnectorModel connector, string nested) =>
        new CodeWriter(connector).Open("static partial class " + Class(connector)).Open("private static class " + nested);
}
