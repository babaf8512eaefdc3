using System.Text.Json.Nodes;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Stripe;

/// <summary>The simulated account says no, in Stripe's words.</summary>
internal sealed class StripeRefusal(int status, string type, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string? Code { get; init; }

    public string? Param { get; init; }

    public string? DeclineCode { get; init; }

    public string? Charge { get; init; }

    public JsonObject? PaymentIntent { get; init; }

    public static StripeRefusal Invalid(string message, string? param = null, string? code = null, int status = 400) =>
        new(status, "invalid_request_error", message) { Param = param, Code = code };

    public static StripeRefusal Missing(string kind, string? id, string param) =>
        Invalid($"No such {kind}: '{id}'", param, "resource_missing", param is "id" ? 404 : 400);

    public SimulatorReply ToReply()
    {
        var error = new JsonObject();
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("charge", Charge), ("code", Code), ("decline_code", DeclineCode)])
        {
            if (value is not null)
            {
                error[name] = value;
            }
        }

        if (Code is not null)
        {
            error["doc_url"] = "https://stripe.com/docs/error-codes/" + Code.Replace('_', '-');
        }

        error["message"] = Message;
        if (Param is not null)
        {
            error["param"] = Param;
        }

        if (PaymentIntent is not null)
        {
            error["payment_intent"] = PaymentIntent.DeepClone();
        }

        error["type"] = type;
        return SimulatorReply.Json(new JsonObject { ["error"] = error }, StripeWireJson.Default.JsonObject, Status);
    }
}
