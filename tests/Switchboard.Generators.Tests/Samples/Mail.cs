using System.Text.Json;
using System.Text.Json.Serialization;
using Switchboard.Calls;
using Switchboard.Simulation;

namespace Switchboard.Generators.Tests.Samples;

public sealed class MailAdapter(Attempt attempt) : IMail
{
    public Task<SentLetter> SendAsync(Letter input, CancellationToken ct = default) =>
        Task.FromResult(new SentLetter(attempt.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), null));

    public Task<SentLetter?> FindSentAsync(Letter input, CancellationToken ct) => Task.FromResult<SentLetter?>(null);

    public Task<LetterPage> ListAsync(ListLetters input, CancellationToken ct = default) => Task.FromResult(new LetterPage([]));

    public Task<Profile> GetProfileAsync(GetProfile input, CancellationToken ct = default) => Task.FromResult(new Profile("Ada"));

    public Task<Folder> PutFolderAsync(Folder input, CancellationToken ct = default) => Task.FromResult(input);
}

public sealed class MailSimulator(SimulatorContext context) : Simulator(context)
{
    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) => null;

    protected override SimulatorReply NotFound(SimulatorRequest request) => SimulatorReply.Empty(404);

    protected override void SaveState(Utf8JsonWriter writer) => writer.WriteNullValue();

    protected override void LoadState(JsonElement state)
    {
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Letter))]
[JsonSerializable(typeof(SentLetter))]
[JsonSerializable(typeof(ListLetters))]
[JsonSerializable(typeof(LetterPage))]
[JsonSerializable(typeof(GetProfile))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(Folder))]
internal sealed partial class MailJson : JsonSerializerContext;
