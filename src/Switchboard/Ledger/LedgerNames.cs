using Switchboard.Connections;
using Switchboard.Contracts;

namespace Switchboard.Ledger;

/// <summary>Enumerations as the text that the stores hold.</summary>
internal static class LedgerNames
{
    public static string Of(SealedKind kind) => kind == SealedKind.Input ? "input" : "output";

    public static string Of(RunLink link) => link switch
    {
        RunLink.None => "none",
        RunLink.Known => "known",
        _ => "orphan",
    };

    public static string Of(ConnectorMode mode) => mode == ConnectorMode.Live ? "live" : "simulated";

    public static string Of(Effect effect) => effect switch
    {
        Effect.Read => "read",
        Effect.Write => "write",
        _ => "destructive",
    };

    public static RunLink RunLinkOf(string name) => name switch
    {
        "none" => RunLink.None,
        "known" => RunLink.Known,
        _ => RunLink.Orphan,
    };

    public static ConnectorMode ModeOf(string name) => name == "live" ? ConnectorMode.Live : ConnectorMode.Simulated;

    public static Effect EffectOf(string name) => name switch
    {
        "read" => Effect.Read,
        "write" => Effect.Write,
        _ => Effect.Destructive,
    };
}
