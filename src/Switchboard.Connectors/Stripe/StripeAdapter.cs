using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Validation;

namespace Switchboard.Connectors.Stripe;

/// <summary>Speaks Stripe's API v1 in one pinned version: forms in, JSON out, an idempotency key with everything that has an effect.</summary>
internal sealed class StripeAdapter(Attempt attempt) : IStripe
{
    /// <summary>The API version that every request names.</summary>
    public const string Version = "2026-10-28.endive";

    // Newest first: what became of a payment in the same request stands before its creation.
    private static readonly string[] PaymentEvents =
        ["payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.requires_action", "payment_intent.processing", "payment_intent.created"];

    /// <summary>What attributes cannot say of a customer.</summary>
    public static void CheckCustomer(CreateCustomer input, DateTimeOffset now, ValidationErrors errors)
    {
        StripeChecks.Address("$.email", input.Email, errors);
        StripeChecks.Metadata(input.Metadata, errors);
    }

    /// <summary>What attributes cannot say of a subscription.</summary>
    public static void CheckSubscription(CreateSubscription input, DateTimeOffset now, ValidationErrors errors)
    {
        if (input.PaymentMethodId is not null && input.DaysUntilDue is not null)
        {
            errors.Add("$.daysUntilDue", "cannot stand beside paymentMethodId: invoices are mailed or charged");
        }

        StripeChecks.Metadata(input.Metadata, errors);
    }

    /// <summary>What attributes cannot say of a payment.</summary>
    public static void CheckPayment(CreatePaymentIntent input, DateTimeOffset now, ValidationErrors errors)
    {
        StripeChecks.Amount(input.Amount, input.Currency, errors);
        StripeChecks.Address("$.receiptEmail", input.ReceiptEmail, errors);
        StripeChecks.Metadata(input.Metadata, errors);
        if (input.Confirm == true && input.PaymentMethodId is null)
        {
            errors.Add("$.paymentMethodId", "is needed with confirm: what shall be charged?");
        }

        if (input.OffSession == true && input.Confirm != true)
        {
            errors.Add("$.offSession", "goes with confirm only");
        }
    }

    /// <summary>What attributes cannot say of a list of payments.</summary>
    public static void CheckPayments(ListPaymentIntents input, DateTimeOffset now, ValidationErrors errors) =>
        StripeChecks.Times(input.CreatedFrom, input.CreatedBefore, errors);

    /// <summary>What attributes cannot say of a refund.</summary>
    public static void CheckRefund(CreateRefund input, DateTimeOffset now, ValidationErrors errors)
    {
        if (input.PaymentIntentId is not null && input.ChargeId is not null)
        {
            errors.Add("$.chargeId", "cannot stand beside paymentIntentId");
        }

        StripeChecks.Metadata(input.Metadata, errors);
    }

    /// <summary>What attributes cannot say of a list of events.</summary>
    public static void CheckEvents(ListEvents input, DateTimeOffset now, ValidationErrors errors)
    {
        StripeChecks.Times(input.CreatedFrom, input.CreatedBefore, errors);
        if (input.CreatedBefore is { } before && before < now - StripeChecks.EventsKept)
        {
            errors.Add("$.createdBefore", "is more than 30 days ago; Stripe keeps events for 30 days");
        }
    }

    public async Task<Customer> CreateCustomerAsync(CreateCustomer input, CancellationToken ct = default)
    {
        var form = new StripeRequestForm()
            .Add("email", input.Email)
            .Add("name", input.Name)
            .Add("phone", input.Phone)
            .Add("description", input.Description)
            .Add("payment_method", input.PaymentMethodId)
            .Add("invoice_settings[default_payment_method]", input.PaymentMethodId)
            .AddMetadata(input.Metadata);
        return StripeAnswers.ToCustomer(await CreateAsync("/v1/customers", form, StripeWireJson.Default.WireCustomer, ["customer.created"], ct).ConfigureAwait(false));
    }

    public async Task<Customer> GetCustomerAsync(GetCustomer input, CancellationToken ct = default) =>
        StripeAnswers.ToCustomer(await GetAsync("/v1/customers/" + Uri.EscapeDataString(input.Id), StripeWireJson.Default.WireCustomer, ct).ConfigureAwait(false));

    public async Task<Subscription> CreateSubscriptionAsync(CreateSubscription input, CancellationToken ct = default)
    {
        var isMailed = input.DaysUntilDue is not null;
        var form = new StripeRequestForm()
            .Add("customer", input.CustomerId)
            .Add("items[0][price]", input.PriceId)
            .Add("items[0][quantity]", input.Quantity)
            .Add("default_payment_method", input.PaymentMethodId)
            .Add("payment_behavior", isMailed ? null : input.PaymentMethodId is null ? "default_incomplete" : "error_if_incomplete")
            .Add("collection_method", isMailed ? "send_invoice" : null)
            .Add("days_until_due", input.DaysUntilDue)
            .Add("trial_period_days", input.TrialDays)
            .Add("description", input.Description)
            .AddMetadata(input.Metadata);
        var made = await CreateAsync("/v1/subscriptions", form, StripeWireJson.Default.WireSubscription, ["customer.subscription.created"], ct).ConfigureAwait(false);
        return StripeAnswers.ToSubscription(made);
    }

    public async Task<PaymentIntent> CreatePaymentIntentAsync(CreatePaymentIntent input, CancellationToken ct = default)
    {
        // payment_method_types is no longer taken here (2026-09-30.endive). Methods that redirect would demand a return_url to confirm.
        var form = new StripeRequestForm()
            .Add("amount", input.Amount)
            .Add("currency", input.Currency)
            .Add("automatic_payment_methods[enabled]", true)
            .Add("automatic_payment_methods[allow_redirects]", input.Confirm == true ? "never" : null)
            .Add("customer", input.CustomerId)
            .Add("payment_method", input.PaymentMethodId)
            .Add("confirm", input.Confirm)
            .Add("off_session", input.OffSession)
            .Add("description", input.Description)
            .Add("receipt_email", input.ReceiptEmail)
            .AddMetadata(input.Metadata);
        return StripeAnswers.ToPayment(await CreateAsync("/v1/payment_intents", form, StripeWireJson.Default.WirePaymentIntent, PaymentEvents, ct).ConfigureAwait(false));
    }

    public async Task<PaymentIntentPage> ListPaymentIntentsAsync(ListPaymentIntents input, CancellationToken ct = default)
    {
        var query = new StripeRequestForm()
            .Add("customer", input.CustomerId)
            .AddCreated(input.CreatedFrom, input.CreatedBefore)
            .Add("limit", input.Limit)
            .Add("starting_after", input.PageToken);
        var page = await GetAsync("/v1/payment_intents" + query.ToQuery(), StripeWireJson.Default.WireListWirePaymentIntent, ct).ConfigureAwait(false);
        return new PaymentIntentPage([.. page.Data.Select(StripeAnswers.ToPayment)], page is { HasMore: true, Data: [.., var last] } ? last.Id : null);
    }

    public async Task<Refund> CreateRefundAsync(CreateRefund input, CancellationToken ct = default)
    {
        var form = new StripeRequestForm()
            .Add("payment_intent", input.PaymentIntentId)
            .Add("charge", input.ChargeId)
            .Add("amount", input.Amount)
            .Add("reason", StripeAnswers.ToWire(input.Reason))
            .AddMetadata(input.Metadata);
        return StripeAnswers.ToRefund(await CreateAsync("/v1/refunds", form, StripeWireJson.Default.WireRefund, ["refund.created"], ct).ConfigureAwait(false));
    }

    public async Task<EventPage> ListEventsAsync(ListEvents input, CancellationToken ct = default)
    {
        var query = new StripeRequestForm()
            .AddAll("types", input.Types)
            .AddCreated(input.CreatedFrom, input.CreatedBefore)
            .Add("limit", input.Limit)
            .Add("starting_after", input.PageToken);
        var page = await GetAsync("/v1/events" + query.ToQuery(), StripeWireJson.Default.WireListWireEvent, ct).ConfigureAwait(false);
        return new EventPage([.. page.Data.Select(StripeAnswers.ToEvent)], page is { HasMore: true, Data: [.., var last] } ? last.Id : null);
    }

    /// <summary>The key of the call, never of the try.</summary>
    private string Key => attempt.ExecutionId.ToString("D", CultureInfo.InvariantCulture);

    private async Task<T> CreateAsync<T>(string path, StripeRequestForm form, JsonTypeInfo<T> type, string[] events, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address(path))
        {
            Content = new StringContent(form.ToString(), Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Key);
        var response = await SendAsync(request, ct).ConfigureAwait(false);
        if (response.IsSuccess)
        {
            return response.Read(type);
        }

        var refusal = StripeFaults.Of(response, attempt.Time.GetUtcNow());
        var isDoubtful = StripeFaults.MayBeReplayed(response) || ((int)response.Status >= 500 && attempt.MayHaveHappened);
        var lookUp = new StripeLookUp(attempt, SendAsync);
        return isDoubtful && await lookUp.FindAsync(Key, events, type, ct).ConfigureAwait(false) is { } found ? found : throw refusal;
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, attempt.Address(path));
        var response = await SendAsync(request, ct).ConfigureAwait(false);
        return response.IsSuccess ? response.Read(type) : throw StripeFaults.Of(response, attempt.Time.GetUtcNow());
    }

    private async Task<ProviderResponse> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", attempt.Credential["ApiKey"]);
        request.Headers.TryAddWithoutValidation("Stripe-Version", Version);
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        if (response.Header("Request-Id") is { } id)
        {
            attempt.Note("providerRequestId", id);
        }

        if (StripeFaults.IsReplayed(response))
        {
            attempt.Note("replayed", "true");
        }

        return response;
    }
}
