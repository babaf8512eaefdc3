using System.Text;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Tests.Notes;

namespace Switchboard.Tests.Pipeline;

public sealed class CallPipelineTests : IAsyncDisposable
{
    private const string Add = """{"to":"Ada <Ada@Example.com>","text":"see you at nine"}""";
    private readonly NotesHost _host = new();

    [Fact]
    public async Task A_write_completes_and_leaves_a_redacted_row()
    {
        var outcome = await _host.CallAsync("add", Add);

        outcome.Status.ShouldBe(ExecutionStatus.Completed);
        outcome.Output!.Value.GetProperty("text").GetString().ShouldBe("see you at nine");
        var row = await _host.RowAsync(outcome);
        var input = NotesHost.Json(row.Input);
        input.GetProperty("to").GetString().ShouldStartWith("hmac:");
        input.GetProperty("text").GetString().ShouldBe("[content: 15 characters]");
        Encoding.UTF8.GetString(row.Output.Span).ShouldNotContain("nine");
        row.Attempts.ShouldBe(1);
        row.DispatchedAt.ShouldNotBeNull();
        row.InputHash!.Length.ShouldBe(64);
        NotesHost.Json(row.Metadata).GetProperty("providerRequestId").GetString().ShouldBe("req-1");
    }

    [Fact]
    public async Task The_same_recipient_has_one_hash_however_it_is_written()
    {
        var first = await _host.RowAsync(await _host.CallAsync("add", Add));
        var second = await _host.RowAsync(await _host.CallAsync("add", """{"to":"ada@example.com","text":"x"}"""));

        NotesHost.Json(second.Input).GetProperty("to").GetString().ShouldBe(NotesHost.Json(first.Input).GetProperty("to").GetString());
    }

    [Fact]
    public async Task Another_organisation_hashes_under_another_key()
    {
        var first = await _host.RowAsync(await _host.CallAsync("add", Add));
        var second = await _host.RowAsync(await _host.CallAsync("add", Add, new CallOptions { Organisation = "other" }));

        second.OrgId.ShouldBe("other");
        NotesHost.Json(second.Input).GetProperty("to").GetString().ShouldNotBe(NotesHost.Json(first.Input).GetProperty("to").GetString());
        second.InputHash.ShouldNotBe(first.InputHash);
    }

    [Fact]
    public async Task The_typed_face_goes_the_same_way()
    {
        var note = await _host.Notes.AddAsync(new AddNote("ada@example.com", "hello"), NotesHost.Ct);

        note.Text.ShouldBe("hello");
        (await _host.RowsAsync()).Single().Action.ShouldBe("add");
    }

    [Fact]
    public async Task The_typed_face_throws_with_the_error()
    {
        var thrown = await Should.ThrowAsync<ConnectorException>(() => _host.Notes.AddAsync(new AddNote("nobody", ""), NotesHost.Ct));

        thrown.Error.Code.ShouldBe(ErrorCode.InvalidInput);
        thrown.Error.Paths.Select(path => path.Path).ShouldBe(["$.to", "$.text"]);
        _host.Sent.ShouldBe(0);
    }

    [Fact]
    public async Task Invalid_input_is_refused_with_every_path_and_no_value()
    {
        var outcome = await _host.CallAsync("add", """{"to":"secret-person","text":5,"extra":"leak"}""");

        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        outcome.Error!.Paths.Select(path => path.Path).ShouldBe(["$.to", "$.text", "$.extra"], ignoreOrder: true);
        var row = await _host.RowAsync(outcome);
        var stored = Encoding.UTF8.GetString(row.Input.Span) + Encoding.UTF8.GetString(row.Error.Span);
        stored.ShouldNotContain("secret-person");
        stored.ShouldNotContain("leak");
        _host.Sent.ShouldBe(0);
    }

    [Fact]
    public async Task A_contracts_own_check_refuses_before_anything_is_sent()
    {
        var outcome = await _host.CallAsync("add", """{"to":"a@example.com","text":"a@example.com"}""");

        outcome.Error!.Paths.Single().ShouldBe(new PathError("$.text", "must not be the address"));
        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        _host.Sent.ShouldBe(0);
    }

    [Theory]
    [InlineData("{", "is not JSON")]
    [InlineData("""{"to":"a@b.co","to":"c@d.co","text":"x"}""", "holds the same field twice")]
    [InlineData("""{"to":"a@b.co","text":"\ud800"}""", "lone surrogate")]
    [InlineData("""{"to":"a@b.co","text":1e400}""", "out of range")]
    public async Task Malformed_json_is_refused_with_a_row_without_input(string json, string says)
    {
        var outcome = await _host.CallAsync("add", json);

        outcome.Error!.Code.ShouldBe(ErrorCode.InvalidInput);
        outcome.Error.Message.ShouldContain(says);
        (await _host.RowAsync(outcome)).Input.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Garbage_leaves_no_row()
    {
        var deep = new string('[', 100) + new string(']', 100);
        var large = new byte[20_000_000];
        (await _host.CallAsync("add", deep)).ExecutionId.ShouldBeNull();
        (await _host.Gateway.CallAsync("notes.add", new byte[] { (byte)'"', 0xff, (byte)'"' }, null, NotesHost.Ct)).ExecutionId.ShouldBeNull();
        (await _host.Gateway.CallAsync("notes.add", large, null, NotesHost.Ct)).Error!.Code.ShouldBe(ErrorCode.TooLarge);

        (await _host.RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_action_names_the_nearest()
    {
        var outcome = await _host.CallAsync("ad", "{}");

        outcome.Error!.Code.ShouldBe(ErrorCode.UnknownAction);
        outcome.Error.Message.ShouldContain("notes.add");
        outcome.ExecutionId.ShouldBeNull();
    }

    [Fact]
    public async Task An_action_that_is_elsewhere_says_where()
    {
        var outcome = await _host.CallAsync("print", "{}");

        outcome.Error!.Code.ShouldBe(ErrorCode.UnknownAction);
        outcome.Error.Message.ShouldBe("notes has no action 'print': Notes are on paper only at the stationer's.");
    }

    [Fact]
    public async Task A_providers_no_keeps_its_code_and_loses_the_recipient()
    {
        var outcome = await _host.CallAsync("add", """{"to":"ada@example.com","text":"forbidden"}""");

        outcome.Status.ShouldBe(ExecutionStatus.Failed);
        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderRejected);
        outcome.Error.ProviderCode.ShouldBe("no");
        var stored = Encoding.UTF8.GetString((await _host.RowAsync(outcome)).Error.Span);
        stored.ShouldContain("hmac:");
        stored.ShouldNotContain("ada@example.com");
    }

    [Fact]
    public async Task Calls_in_a_run_carry_its_id_across_awaits_and_parallel_tasks()
    {
        Guid runId;
        await using (var run = _host.Gateway.BeginRun("LaunchAgent", "u1", "launch"))
        {
            runId = run.Id;
            await Task.Yield();
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => _host.Notes.SetAsync(new SetNote("n" + i, "x"), NotesHost.Ct))));
        }

        await _host.Notes.SetAsync(new SetNote("after", "x"), NotesHost.Ct);

        var rows = await _host.RowsAsync();
        rows.Count(row => row.AgentRunId == runId && row.RunLink == RunLink.Known && row.Agent == "LaunchAgent").ShouldBe(20);
        rows.Single(row => row.AgentRunId is null).RunLink.ShouldBe(RunLink.None);
        (await _host.Gateway.Ledger.GetRunAsync(runId, NotesHost.Ct))!.Status.ShouldBe(AgentRunStatus.Completed);
    }

    [Fact]
    public async Task A_run_that_is_named_but_not_here_is_an_orphans()
    {
        var outcome = await _host.CallAsync("count", "{}", new CallOptions { Run = new Guid("01890000-0000-7000-8000-000000000001") });

        (await _host.RowAsync(outcome)).RunLink.ShouldBe(RunLink.Orphan);
    }

    [Fact]
    public async Task A_connector_is_made_by_name_and_its_errors_are_outcomes()
    {
        var connector = _host.Factory.Create("notes");

        (await connector.ExecuteAsync("add", Add, NotesHost.Ct)).IsCompleted.ShouldBeTrue();
        (await connector.ExecuteAsync("nothing", Add, NotesHost.Ct)).Error!.Code.ShouldBe(ErrorCode.UnknownAction);
        Should.Throw<ArgumentException>(() => _host.Factory.Create("note")).Message.ShouldContain("notes");
    }

    [Fact]
    public async Task The_same_calls_get_the_same_answers_however_they_interleave()
    {
        async Task<string[]> RunAsync(int parallel)
        {
            await using var host = new NotesHost();
            var outputs = new System.Collections.Concurrent.ConcurrentBag<string>();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, 200),
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = NotesHost.Ct },
                async (i, ct) => outputs.Add((await host.Notes.AddAsync(new AddNote("a@example.com", "text " + (i % 50)), ct)).Id));
            return [.. outputs.Order(StringComparer.Ordinal)];
        }

        (await RunAsync(64)).ShouldBe(await RunAsync(1));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
