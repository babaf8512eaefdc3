using Switchboard.Tests;
using Microsoft.CodeAnalysis;

namespace Switchboard.Generators.Tests;

public sealed class ContractAnalyzerTests
{
    private const string Clean = """
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using Switchboard.Contracts;
        namespace Sample;

        /// <summary>Chat.</summary>
        [Connector("chat", Category = "Chat", BaseAddress = "https://chat.example.com", Adapter = typeof(ChatAdapter), Simulator = typeof(object), Json = typeof(ChatJson))]
        [RateLimit("posts", 1, 1)]
        [QuietHours("21:00", "08:00")]
        public interface IChat
        {
            /// <summary>Posts.</summary>
            [Action(Effect.Write, Repeat.Blind)]
            [Cost("posts", Per = "channel")]
            Task<Posted> PostAsync(Post input, CancellationToken ct = default);

            /// <summary>Reads.</summary>
            [Action(Effect.Read, Repeat.Read)]
            Task<Posted> ReadAsync(Posted input, CancellationToken ct = default);
        }

        /// <summary>A post.</summary>
        /// <param name="Channel">Where.</param>
        /// <param name="Text">What.</param>
        /// <param name="Mood">How.</param>
        [AnyOf("text", "mood")]
        public sealed record Post([Length(1, 9)] string Channel, [Content] string? Text = null, Mood? Mood = null);

        /// <summary>What was posted.</summary>
        /// <param name="From">Who posted: read only, so it needs no mark.</param>
        public sealed record Posted(string From);

        [JsonConverter(typeof(EnumText<Mood>))]
        public enum Mood { Calm, Angry }

        public sealed class ChatAdapter
        {
            public Task<Posted?> FindAsync(Post input, CancellationToken ct) => Task.FromResult<Posted?>(null);
            public Task<Posted?> FindWrongAsync(Posted input, CancellationToken ct) => Task.FromResult<Posted?>(null);
        }

        [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
        [JsonSerializable(typeof(Post))]
        [JsonSerializable(typeof(Posted))]
        public abstract class ChatJson;
        """;

    [Theory]
    [InlineData]
    [InlineData("[Action(Effect.Write, Repeat.Blind)]", "[Action(Effect.Write, Repeat.Reconcilable, ReadBack = nameof(ChatAdapter.FindAsync))]")]
    [InlineData("[Action(Effect.Write, Repeat.Blind)]", "[Action(Effect.Destructive, Repeat.Keyed, KeyWindowSeconds = 60)]")]
    [InlineData("[Content] string? Text", "[Content] JsonElement? Text")]
    [InlineData("[Content] string? Text", "[Content] IReadOnlyList<IReadOnlyList<string?>?>? Text")]
    [InlineData("string From)", "DateTimeOffset From)")]
    [InlineData("Posted(string From)", "Posted(string From, Posted? Parent = null)", "/// <param name=\"From\">", "/// <param name=\"Parent\">Above.</param>\n/// <param name=\"From\">")]
    [InlineData("PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase", "JsonSerializerDefaults.Web")]
    [InlineData("record Posted(string From);", "record Posted;", "/// <param name=\"From\">Who posted: read only, so it needs no mark.</param>", "")]
    [InlineData("record Posted(string From);", "record Posted();", "/// <param name=\"From\">Who posted: read only, so it needs no mark.</param>", "")]
    public async Task A_clean_contract_reports_nothing(params string[] edits) =>
        (await Compilations.AnalyzeAsync(Compilations.Of(Edit(edits)))).ShouldBeEmpty();

    [Fact]
    public async Task The_samples_report_nothing()
    {
        var sources = new[] { "IMail.cs", "Mail.cs" }.Select(name => File.ReadAllText(Path.Combine(Approval.SourceFolder(), "Samples", name)));
        (await Compilations.AnalyzeAsync(Compilations.Of([.. sources]))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SB0001", "PostAsync", "[Action(Effect.Write, Repeat.Blind)]", "")]
    [InlineData("SB0001", "Name", "/// <summary>Posts.", "string Name { get; }\n/// <summary>Posts.")]
    [InlineData("SB0002", "PostAsync", "Effect.Write, Repeat.Blind", "Effect.Write, Repeat.Read")]
    [InlineData("SB0002", "PostAsync", "Effect.Write, Repeat.Blind", "Effect.Read, Repeat.Natural")]
    [InlineData("SB0002", "PostAsync", "Effect.Write, Repeat.Blind", "(Effect)7, Repeat.Blind")]
    [InlineData("SB0003", "Post", "PostAsync(", "Post(")]
    [InlineData("SB0003", "PostAsync", "(Post input, CancellationToken ct = default)", "(CancellationToken ct = default)")]
    [InlineData("SB0003", "PostAsync", "(Post input, CancellationToken ct = default)", "(Post input)")]
    [InlineData("SB0003", "PostAsync", "(Post input, CancellationToken ct = default)", "(string input, CancellationToken ct = default)")]
    [InlineData("SB0003", "PostAsync", "Task<Posted> PostAsync", "Task PostAsync")]
    [InlineData("SB0004", "Text", "[Content] string? Text", "[Content] Uri? Text")]
    [InlineData("SB0004", "Text", "[Content] string? Text", "[Content] string[]? Text")]
    [InlineData("SB0004", "Extra", "public sealed record Posted(string From);", "public sealed record Posted(string From) { public int Extra { get; init; } }")]
    [InlineData("SB0004", "Posted", "public sealed record Posted(string From);", "public sealed record Posted { public Posted(int from) { } }")]
    [InlineData("SB0005", "PostAsync", "[JsonSerializable(typeof(Post))]", "")]
    [InlineData("SB0006", "ChatJson", "[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]", "")]
    [InlineData("SB0007", "ToNumber", "[Content] string? Text", "string? ToNumber", "<param name=\"Text\">", "<param name=\"ToNumber\">", "\"text\"", "\"toNumber\"")]
    [InlineData("SB0007", "CustomerEmails", "[Content] string? Text", "IReadOnlyList<string>? CustomerEmails", "<param name=\"Text\">", "<param name=\"CustomerEmails\">", "\"text\"", "\"customerEmails\"")]
    [InlineData("SB0010", "IChat", "/// <summary>Chat.</summary>", "")]
    [InlineData("SB0010", "PostAsync", "/// <summary>Posts.</summary>", "")]
    [InlineData("SB0010", "Text", "/// <param name=\"Text\">What.</param>", "")]
    [InlineData("SB0011", "PostAsync", "Effect.Write, Repeat.Blind", "Effect.Write, Repeat.Reconcilable")]
    [InlineData("SB0011", "PostAsync", "Effect.Write, Repeat.Blind", "Effect.Write, Repeat.Reconcilable, ReadBack = \"FindWrongAsync\"")]
    [InlineData("SB0012", "PostAsync", "Effect.Write, Repeat.Blind", "Effect.Write, Repeat.Keyed")]
    [InlineData("SB0013", "PostAsync", "[RateLimit(\"posts\", 1, 1)]", "")]
    [InlineData("SB0014", "Mood", "[JsonConverter(typeof(EnumText<Mood>))]", "")]
    [InlineData("SB0015", "PostAsync", "Per = \"channel\"", "Per = \"Channel\"")]
    [InlineData("SB0015", "Post", "[AnyOf(\"text\", \"mood\")]", "[AnyOf(\"text\", \"mod\")]")]
    [InlineData("SB0016", "Channel", "[Length(1, 9)]", "[Length(9, 1)]")]
    [InlineData("SB0016", "Channel", "[Length(1, 9)]", "[Range(1, 9)]")]
    [InlineData("SB0016", "Channel", "[Length(1, 9)]", "[Items(1, 9)]")]
    [InlineData("SB0016", "Channel", "[Length(1, 9)]", "[Pattern(\"[a-z]\")]")]
    [InlineData("SB0016", "Channel", "[Length(1, 9)]", "[Pattern(\"^(?=a)$\")]")]
    [InlineData("SB0016", "Channel", "[Length(1, 9)]", "[Pattern(\"^($\")]")]
    [InlineData("SB0017", "IChat", "\"21:00\"", "\"9 pm\"")]
    [InlineData("SB0017", "IChat", "https://chat.example.com", "chat.example.com/api")]
    [InlineData("SB0017", "IChat", "Connector(\"chat\"", "Connector(\"Chat Room\"")]
    public async Task A_mistake_is_reported_where_it_is(string id, string at, params string[] edits)
    {
        var diagnostic = (await Compilations.AnalyzeAsync(Compilations.Of(Edit(edits)))).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe(id);
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length).ShouldBe(at);
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldNotContain("{");
    }

    [Fact]
    public async Task A_mark_silences_the_question_for_it()
    {
        foreach (var mark in new[] { "Recipient", "Content", "Secret", "Unmarked" })
        {
            var source = Edit("[Content] string? Text", $"[{mark}] string? Email", "<param name=\"Text\">", "<param name=\"Email\">", "\"text\"", "\"email\"");
            (await Compilations.AnalyzeAsync(Compilations.Of(source))).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("to", true)]
    [InlineData("Cc", true)]
    [InlineData("bcc", true)]
    [InlineData("From", true)]
    [InlineData("PhoneNumber", true)]
    [InlineData("Recipients", true)]
    [InlineData("ShippingAddresses", true)]
    [InlineData("ReplyTo", true)]
    [InlineData("customer_email", true)]
    [InlineData("Token", false)]
    [InlineData("Topic", false)]
    [InlineData("Fromage", false)]
    [InlineData("GoToMarket", false)]
    public async Task Names_are_read_word_by_word(string name, bool isReported)
    {
        var json = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
        var source = Edit("[Content] string? Text", "string? " + name, "<param name=\"Text\">", $"<param name=\"{name}\">", "\"text\"", $"\"{json}\"");
        (await Compilations.AnalyzeAsync(Compilations.Of(source))).Select(diagnostic => diagnostic.Id).ShouldBe(isReported ? ["SB0007"] : []);
    }

    [Fact]
    public async Task Documentation_that_is_off_is_reported_once()
    {
        var found = await Compilations.AnalyzeAsync(Compilations.With(DocumentationMode.None, [], Clean));
        found.ShouldHaveSingleItem().Id.ShouldBe("SB0009");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_of_another_assembly_is_reported_at_the_contract(bool isProject)
    {
        var record = Clean[Clean.IndexOf("/// <summary>What was posted", StringComparison.Ordinal)..Clean.IndexOf("[JsonConverter", StringComparison.Ordinal)];
        var other = Compilations.Of("namespace Sample;\n" + record).WithAssemblyName("Other");
        var reference = isProject ? (MetadataReference)other.ToMetadataReference() : Compilations.Emit(other);
        var found = await Compilations.AnalyzeAsync(Compilations.With(DocumentationMode.Diagnose, [reference], Clean.Replace(record, "", StringComparison.Ordinal)));
        found.ShouldHaveSingleItem().Id.ShouldBe("SB0008");
    }

    private static string Edit(params string[] edits)
    {
        var source = Clean;
        foreach (var edit in edits.Chunk(2))
        {
            source.ShouldContain(edit[0]);
            source = source.Replace(edit[0], edit[1], StringComparison.Ordinal);
        }

        return source;
    }
}
