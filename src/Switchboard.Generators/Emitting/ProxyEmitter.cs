using Switchboard.Generators.Models;

namespace Switchboard.Generators.Emitting;

/// <summary>Writes the class that users hold: every method goes through the gateway.</summary>
internal static class ProxyEmitter
{
    internal static string Emit(ConnectorModel connector)
    {
        var code = new CodeWriter(connector);
        code.Open("internal sealed class " + connector.TypeName + "Proxy(" + Types.Gateway + " gateway) : " + connector.Interface);
        var actions = Emitter.Class(connector);
        foreach (var action in connector.Actions)
        {
            code.Line($"public {Types.Task}<{action.Output}> {action.Method}({action.Input} input, {Types.CancellationToken} ct = default) =>")
                .In($"gateway.CallAsync({actions}.Binding, {actions}.Actions.{action.TypeName}, input, ct);")
                .Line();
        }

        return code.Close().ToString();
    }
}
