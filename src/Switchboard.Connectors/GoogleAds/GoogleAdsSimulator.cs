using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Connectors.Google;
using Switchboard.Simulation;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Plays one Google Ads account: campaigns and budgets that are changed and searched, and figures that grow as time passes.</summary>
internal sealed class GoogleAdsSimulator : Simulator
{
    private const int PageSize = 10_000;
    private const int MostOperations = 10_000;
    private const string AccountId = "1234567890";

    // Gone with v25; times with seconds took their place.
    private static readonly string[] RemovedFields = ["startDate", "endDate"];
    private readonly AdsAccount _account;

    public GoogleAdsSimulator(SimulatorContext context)
        : base(context)
    {
        _account = new AdsAccount(id => Fraction("delivery", id));
        GoogleAdsSeed.Fill(_account, (kind, name) => NewNumber(kind, name));
        Map("oauth2.token", "POST", SimulatedGoogle.TokenPath, request =>
            SimulatedGoogle.ExchangeToken(request, AdsSettings.Scope, Now, key => NewHexId("token", key, 40)));
        Map("googleads.customers.listAccessibleCustomers", "GET", "/v25/customers:listAccessibleCustomers", ListCustomers);
        MapCustomer("googleads.customers.googleAds.search", "googleAds:search", Search);
        MapCustomer("googleads.customers.campaignBudgets.mutate", "campaignBudgets:mutate", (request, customer, id) => Mutate(
            request, id, GoogleAdsWireJson.Default.WireMutateWireBudget, (operation, i) => (Mutations(customer).Apply(operation, i, out var error), error)));
        MapCustomer("googleads.customers.campaigns.mutate", "campaigns:mutate", (request, customer, id) => Mutate(
            request, id, GoogleAdsWireJson.Default.WireMutateWireCampaign, (operation, i) => (Mutations(customer).Apply(operation, i, out var error), error)));
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        SimulatedGoogle.IsAuthenticated(request) ? null : SimulatedGoogle.Unauthenticated();

    protected override SimulatorReply NotFound(SimulatorRequest request) => SimulatedGoogle.Error(404, "NOT_FOUND", "Requested entity was not found.");

    protected override void SaveState(Utf8JsonWriter writer) =>
        JsonSerializer.Serialize(writer, _account.ToState(), GoogleAdsWireJson.Default.AdsAccountState);

    protected override void LoadState(JsonElement state) => _account.Load(state.Deserialize(GoogleAdsWireJson.Default.AdsAccountState)!);

    /// <summary>A new budget without the mark at the end of its name, which is of one call.</summary>
    protected override string CanonicalKey(SimulatorRequest request)
    {
        var isBudget = request.Path.EndsWith("/campaignBudgets:mutate", StringComparison.Ordinal);
        return isBudget && Read(request, GoogleAdsWireJson.Default.WireMutateWireBudget)?.Operations is [{ Create: { } budget }]
            ? $"{request.Path} {AdsMutations.WithoutMarker(budget.Name)} {budget.AmountMicros}"
            : base.CanonicalKey(request);
    }

    private AdsMutations Mutations(string customer) => new(_account, customer, Now, (kind, key) => NewNumber(kind, key));

    /// <summary>An id of eleven digits.</summary>
    private string NewNumber(string kind, string key)
    {
        var number = ulong.Parse(NewHexId(kind, key, 15), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (20_000_000_000 + (number % 10_000_000_000)).ToString(CultureInfo.InvariantCulture);
    }

    private void MapCustomer(string name, string path, Func<SimulatorRequest, string, string, SimulatorReply> handler) =>
        Map(name, "POST", "/v25/customers/{customerId}/" + path, request =>
        {
            var id = NewHexId("request", base.CanonicalKey(request), 22);
            var customer = request.Route("customerId");
            var login = request.Header("login-customer-id");
            var reply = !IsCustomer(customer)
                ? GoogleAdsReplies.Error([GoogleAdsReplies.One("requestError", "INVALID_CUSTOMER_ID", $"Invalid customer ID '{customer}'.")], id)
                : login is not null && !IsCustomer(login)
                    ? GoogleAdsReplies.Error([GoogleAdsReplies.One("headerError", "INVALID_LOGIN_CUSTOMER_ID", "The login customer ID could not be validated.")], id)
                : request.Json() is not { ValueKind: JsonValueKind.Object } ? GoogleAdsReplies.Invalid("Invalid JSON payload received.")
                : handler(request, customer, id);
            return reply.With("request-id", id);
        });

    private static bool IsCustomer(string id) => id.Length == 10 && id.All(char.IsAsciiDigit);

    private SimulatorReply ListCustomers(SimulatorRequest request) =>
        SimulatorReply.Json(new WireCustomerList([$"customers/{AccountId}"]), GoogleAdsWireJson.Default.WireCustomerList);

    private SimulatorReply Search(SimulatorRequest request, string customer, string id)
    {
        if (Read(request, GoogleAdsWireJson.Default.WireSearch) is not { } search)
        {
            return GoogleAdsReplies.Invalid("Invalid value in the search.");
        }

        if (search.PageSize is not null)
        {
            return GoogleAdsReplies.Error(
                [GoogleAdsReplies.One("requestError", "PAGE_SIZE_NOT_SUPPORTED", "Setting the page size is not supported. Search Response will have fixed page size of '10000' rows.")], id);
        }

        var start = 0;
        if (search.PageToken is { Length: > 0 } token && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start))
        {
            return GoogleAdsReplies.Error([GoogleAdsReplies.One("requestError", "INVALID_PAGE_TOKEN", "Page token is invalid.")], id);
        }

        try
        {
            var query = GaqlQuery.Parse(search.Query ?? "", out var error) ?? throw new GaqlException(error.Code, error.Message);
            return Page(query, new AdsRows(_account, customer, Now).Answer(query), start);
        }
        catch (GaqlException e)
        {
            return GoogleAdsReplies.Error([GoogleAdsReplies.One("queryError", e.Code, e.Message)], id);
        }
    }

    private static SimulatorReply Page(GaqlQuery query, List<JsonObject> rows, int start)
    {
        var answer = new JsonObject
        {
            ["fieldMask"] = string.Join(',', query.Fields.Select(field => string.Join('.', field.Split('.').Select(AdsRows.Camel)))),
        };
        if (rows.Count > start)
        {
            answer["results"] = new JsonArray([.. rows.Skip(start).Take(PageSize)]);
        }

        if (rows.Count > start + PageSize)
        {
            answer["nextPageToken"] = (start + PageSize).ToString(CultureInfo.InvariantCulture);
        }

        return SimulatorReply.Text(answer.ToJsonString(), contentType: "application/json; charset=utf-8");
    }

    private SimulatorReply Mutate<T>(
        SimulatorRequest request, string id, JsonTypeInfo<WireMutate<T>> type, Func<WireOperation<T>, int, (WireMutateResult? Result, WireAdsError? Error)> apply)
    {
        if (Removed(request) is { } field)
        {
            return GoogleAdsReplies.Invalid($"Invalid JSON payload received. Unknown name \"{field}\" at 'operations[0].create': Cannot find field.");
        }

        if (Read(request, type) is not { Operations: { Count: > 0 } operations } body)
        {
            return GoogleAdsReplies.Error([GoogleAdsReplies.One("requestError", "REQUIRED_FIELD_MISSING", "Required field is missing.", [new("operations")])], id);
        }

        if (operations.Count > MostOperations)
        {
            return GoogleAdsReplies.Error([GoogleAdsReplies.One("requestError", "TOO_MANY_MUTATE_OPERATIONS", "Request contains too many mutate operations.")], id);
        }

        var before = _account.ToState();
        var outcomes = operations.Select(apply).ToList();
        List<WireAdsError> errors = [.. outcomes.Select(outcome => outcome.Error).OfType<WireAdsError>()];
        var isRefused = errors.Count > 0 && body.PartialFailure != true;
        if (isRefused || body.ValidateOnly == true)
        {
            _account.Load(before);
        }

        return isRefused ? GoogleAdsReplies.Error(errors, id)
            : body.ValidateOnly == true ? SimulatorReply.Json(new WireMutateAnswer(null), GoogleAdsWireJson.Default.WireMutateAnswer)
            : SimulatorReply.Json(
                new WireMutateAnswer(
                    [.. outcomes.Select(outcome => Trim(outcome.Result, body.ResponseContentType))], errors.Count > 0 ? GoogleAdsReplies.Partial(errors, id) : null),
                GoogleAdsWireJson.Default.WireMutateAnswer);
    }

    private static WireMutateResult Trim(WireMutateResult? result, string? contentType) =>
        result is null ? new WireMutateResult() : contentType == "MUTABLE_RESOURCE" ? result : new WireMutateResult { ResourceName = result.ResourceName };

    private static string? Removed(SimulatorRequest request)
    {
        var isCampaign = request.Path.EndsWith("/campaigns:mutate", StringComparison.Ordinal);
        var text = isCampaign ? Encoding.UTF8.GetString(request.Body.Span) : "";
        return Array.Find(RemovedFields, field => text.Contains($"\"{field}\"", StringComparison.Ordinal));
    }

    private static T? Read<T>(SimulatorRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(request.Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
