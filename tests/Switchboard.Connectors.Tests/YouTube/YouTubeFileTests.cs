using Switchboard.Calls;
using Switchboard.Connectors.YouTube;

namespace Switchboard.Connectors.Tests.YouTube;

/// <summary>Which files of this machine an agent may upload: those below one directory, and no other.</summary>
public sealed class YouTubeFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("uploads").FullName;
    private readonly string _outside = Directory.CreateTempSubdirectory("outside").FullName;

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        Directory.Delete(_outside, recursive: true);
    }

    [Fact]
    public async Task A_file_below_the_directory_is_uploaded_piece_by_piece()
    {
        Directory.CreateDirectory(Path.Combine(_root, "2026"));
        var bytes = Enumerable.Range(0, 8_388_608 + 7).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(Path.Combine(_root, "2026", "launch.mp4"), bytes, YouTubeBench.Ct);
        var bench = Bench(_root);

        await bench.Publish(Of("2026/launch.mp4"));

        bench.Puts.SelectMany(put => put.Body.ToArray()).SequenceEqual(bytes).ShouldBeTrue();
        bench.Puts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_absolute_path_below_the_directory_is_taken()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "a.mp4"), "video", YouTubeBench.Ct);
        (await Bench(_root + "/").Publish(Of(Path.Combine(_root, "a.mp4")))).Id.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_a_directory_every_file_is_refused_and_the_message_says_what_to_set()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "a.mp4"), "video", YouTubeBench.Ct);
        (await Refused(new YouTubeBench(), Path.Combine(_root, "a.mp4"))).ShouldContain("set the credential UploadDirectory");
    }

    [Theory]
    [InlineData("../outside/secret.txt")]
    [InlineData("a/../../outside/secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task What_lies_elsewhere_is_refused_without_being_looked_at(string file) =>
        (await Refused(Bench(_root), file)).ShouldContain("not below the upload directory");

    [Fact]
    public async Task A_sibling_whose_name_begins_like_the_directorys_is_elsewhere()
    {
        var sibling = _root + "-private";
        Directory.CreateDirectory(sibling);
        await File.WriteAllTextAsync(Path.Combine(sibling, "a.mp4"), "video", YouTubeBench.Ct);
        (await Refused(Bench(_root), Path.Combine(sibling, "a.mp4"))).ShouldContain("not below");
        Directory.Delete(sibling, recursive: true);
    }

    [Fact]
    public async Task Links_are_not_followed_neither_as_file_nor_on_the_way()
    {
        await File.WriteAllTextAsync(Path.Combine(_outside, "secret.txt"), "secret", YouTubeBench.Ct);
        File.CreateSymbolicLink(Path.Combine(_root, "link.mp4"), Path.Combine(_outside, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "way"), _outside);
        (await Refused(Bench(_root), "link.mp4")).ShouldContain("links");
        (await Refused(Bench(_root), "way/secret.txt")).ShouldContain("links");
    }

    [Fact]
    public async Task What_is_no_file_or_empty_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_root, "folder"));
        await File.WriteAllTextAsync(Path.Combine(_root, "empty.mp4"), "", YouTubeBench.Ct);
        (await Refused(Bench(_root), "folder")).ShouldContain("no such file");
        (await Refused(Bench(_root), "nothing.mp4")).ShouldContain("no such file");
        (await Refused(Bench(_root), "empty.mp4")).ShouldContain("0 bytes");
    }

    [Fact]
    public async Task A_file_that_changed_its_length_between_tries_is_refused()
    {
        var (bench, call, path) = (Bench(_root), YouTubeBench.Call(1), Path.Combine(_root, "a.mp4"));
        await File.WriteAllTextAsync(path, "video", YouTubeBench.Ct);
        bench.Simulator.Faults.Script(Simulation.SimulatorFault.Answer(503), YouTubeBench.Bytes);
        await YouTubeBench.FaultOf(() => bench.Publish(Of("a.mp4"), call));

        await File.WriteAllTextAsync(path, "longer video", YouTubeBench.Ct);
        (await YouTubeBench.FaultOf(() => bench.Publish(Of("a.mp4"), call))).Verdict.ShouldBe(Verdict.Rejected);
        (await bench.Uploaded()).ShouldBeEmpty();
    }

    private static YouTubeBench Bench(string root) =>
        new(new Dictionary<string, string> { ["AccessToken"] = YouTubeBench.Token, ["UploadDirectory"] = root });

    private static PublishPost Of(string file) => new("Launch", "", File: file);

    private static async Task<string> Refused(YouTubeBench bench, string file)
    {
        var fault = await YouTubeBench.FaultOf(() => bench.Publish(Of(file)));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldStartWith("Nothing was sent: ");
        fault.Message.ShouldNotContain(file.Length > 2 ? file : "passwd");
        bench.Simulator.Received.ShouldBeEmpty();
        return fault.Message;
    }
}
