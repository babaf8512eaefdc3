using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Validation;

namespace Switchboard.Connectors.Discord;

/// <summary>Speaks Discord's HTTP API v10 as a bot.</summary>
internal sealed class DiscordAdapter(Attempt attempt) : IDiscord
{
    private const string Root = "/api/v10";

    // The form that Discord demands: others may be blocked.
    private const string UserAgent = "DiscordBot (https://switchboard.invalid, 0.1.0)";
    private static readonly string[] Kinds = ["users", "roles", "everyone"];

    /// <summary>What attributes cannot say of a message.</summary>
    public static void CheckPost(PostMessage input, DateTimeOffset now, ValidationErrors errors)
    {
        DiscordChecks.Content(input.Content, errors);
        DiscordChecks.Mentions(input.Mentions, errors);
    }

    public async Task<PostedMessage> PostMessageAsync(PostMessage input, CancellationToken ct = default)
    {
        var body = new WireMessageRequest
        {
            Content = input.Content,
            Nonce = Nonce(attempt.ExecutionId),
            EnforceNonce = true,
            AllowedMentions = new([.. (input.Mentions ?? []).Select(kind => Kinds[(int)kind])]),
        };
        using var request = Request(HttpMethod.Post, $"/channels/{Uri.EscapeDataString(input.ChannelId)}/messages");
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, DiscordWireJson.Default.WireMessageRequest));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var message = Read(response, DiscordWireJson.Default.WireMessage, DiscordBuckets.Channel, input.ChannelId);
        return new PostedMessage(message.Id ?? throw Missing(response, "id"), message.ChannelId ?? input.ChannelId);
    }

    public async Task<ChannelList> ListChannelsAsync(ListChannels input, CancellationToken ct = default)
    {
        using var request = Request(HttpMethod.Get, $"/guilds/{Uri.EscapeDataString(input.GuildId)}/channels");
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);

        // Discord's description lets the answer be null.
        IReadOnlyList<WireChannel> channels = response.IsSuccess && response.Body.Span.Trim("\t\r\n "u8).SequenceEqual("null"u8)
            ? []
            : Read(response, DiscordWireJson.Default.ListWireChannel, DiscordBuckets.Guild, input.GuildId);
        return new ChannelList([.. channels.Select(channel => new Channel(
            channel.Id ?? throw Missing(response, "id"), channel.Name ?? "", TypeText(channel.Type), channel.Position, channel.ParentId, channel.Topic))]);
    }

    public async Task<CurrentUser> GetCurrentUserAsync(GetCurrentUser input, CancellationToken ct = default)
    {
        using var request = Request(HttpMethod.Get, "/users/@me");
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var user = Read(response, DiscordWireJson.Default.WireCurrentUser, DiscordBuckets.User, part: null);
        return new CurrentUser(
            user.Id ?? throw Missing(response, "id"), user.Username ?? throw Missing(response, "username"), user.Bot ?? false, user.GlobalName);
    }

    /// <summary>The key under which Discord knows a call again: 22 characters of at most 25.</summary>
    internal static string Nonce(Guid executionId) => Base64Url.EncodeToString(executionId.ToByteArray(bigEndian: true));

    internal static string TypeText(int type) => type switch
    {
        0 => "text",
        2 => "voice",
        4 => "category",
        5 => "announcement",
        13 => "stage",
        14 => "directory",
        15 => "forum",
        16 => "media",
        _ => type.ToString(CultureInfo.InvariantCulture),
    };

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, attempt.Address(Root + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bot", attempt.Credential["BotToken"]);
        request.Headers.UserAgent.ParseAdd(UserAgent);
        return request;
    }

    private T Read<T>(ProviderResponse response, JsonTypeInfo<T> type, string bucket, string? part)
    {
        var now = attempt.Time.GetUtcNow();
        if (response.Header("X-RateLimit-Remaining") == "0"
            && double.TryParse(response.Header("X-RateLimit-Reset-After"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= 3600)
        {
            attempt.LimitReached(now + TimeSpan.FromSeconds(seconds), bucket, part);
        }

        return response.IsSuccess ? response.Read(type) : throw DiscordFaults.Of(response, now);
    }

    /// <summary>An answer that says it was done, without what it must hold: done or not is not known.</summary>
    private static ProviderException Missing(ProviderResponse response, string member) => new(new Fault
    {
        Verdict = Verdict.InDoubt,
        Code = ErrorCode.ProviderUnavailable,
        Message = $"Discord's answer (HTTP {(int)response.Status}) has no '{member}'.",
        HttpStatus = (int)response.Status,
    });
}
