using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Switchboard.Connectors.Gmail;

namespace Switchboard.Bench.Calls;

/// <summary><c>gmail.send</c> governed against the same adapter and simulator called bare, in turns.</summary>
internal static class CallCost
{
    private const int Block = 25;
    private const int BlocksOfARound = 20;
    private const int Warmup = 60;
    private const int ExtraAllowed = 4096;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
        var input = new SendMessage(["ann@example.com"], "The launch is on Tuesday", Body());
        var payload = JsonSerializer.SerializeToUtf8Bytes(input, GmailJson.Default.SendMessage).Length;
        var (bare, governed) = (new Samples(rounds * BlocksOfARound), new Samples(rounds * BlocksOfARound));
        for (var round = -Warmup; round < rounds; round++)
        {
            // A new gateway and new simulators each round: their state grows with every mail.
            await RoundAsync(input, round < 0 ? null : bare, round < 0 ? null : governed, governedFirst: round % 2 == 0);
        }

        Print(payload, bare, governed);
        return 0;
    }

    private static async Task RoundAsync(SendMessage input, Samples? bare, Samples? governed, bool governedFirst)
    {
        var clock = new SteppingClock();
        await using var host = new GovernedHost(new NullLedger(), clock);
        await host.Gateway.OpenAsync();
        using var adapter = new BareGmail(host.Gateway.Connections.Get(GmailConnector.Binding.Descriptor, "default"), clock);
        var gmail = host.Get<IGmail>();
        var inputs = new SendMessage[Block];
        for (var block = 0; block < BlocksOfARound; block++)
        {
            // The inputs differ, as an agent's do: the simulator counts what it saw before.
            for (var call = 0; call < Block; call++)
            {
                inputs[call] = input with { Subject = $"The launch is on Tuesday, {block:D3}{call:D3}" };
            }

            for (var side = 0; side < 2; side++)
            {
                var isGoverned = (side == 0) == governedFirst;
                Measure(isGoverned ? governed : bare, clock, inputs, isGoverned ? one => gmail.SendAsync(one) : adapter.SendAsync);
            }
        }
    }

    /// <summary>Times calls by the block, so that each side bears the collections that it causes.</summary>
    private static void Measure(Samples? into, SteppingClock clock, SendMessage[] inputs, Func<SendMessage, Task<SentMessage>> send)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        foreach (var input in inputs)
        {
            clock.Step(Step);
            if (!send(input).IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("The call did not complete at once on this thread, so its allocations cannot be counted.");
            }
        }

        var time = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        into?.Add(time / inputs.Length, allocated / inputs.Length);
    }

    private static void Print(int payload, Samples bare, Samples governed)
    {
        var extra = governed.Bytes - bare.Bytes;
        var allowed = ExtraAllowed + (2 * payload);
        Console.WriteLine($"gmail.send, {bare.Count:N0} blocks of {Block} calls each, payload {payload:N0} bytes; medians");
        Console.WriteLine($"{"",-10} {"us",8} {"p10 us",8} {"p90 us",8} {"bytes",8}");
        Console.WriteLine($"{"bare",-10} {bare.Micros(0.5),8:N1} {bare.Micros(0.1),8:N1} {bare.Micros(0.9),8:N1} {bare.Bytes,8:N0}");
        Console.WriteLine($"{"governed",-10} {governed.Micros(0.5),8:N1} {governed.Micros(0.1),8:N1} {governed.Micros(0.9),8:N1} {governed.Bytes,8:N0}");
        Console.WriteLine($"time {governed.Micros(0.5) / bare.Micros(0.5):N2} times (goal: at most 2); {extra:N0} bytes more (goal: at most {allowed:N0})");
    }

    private static string Body() => string.Concat(Enumerable.Repeat("Dear reader, the launch is on Tuesday and you are welcome.\r\n", 18))[..1024];

    private sealed class Samples(int capacity)
    {
        private readonly List<double> _micros = new(capacity);
        private readonly List<long> _bytes = new(capacity);
        private bool _isSorted;

        public int Count => _micros.Count;

        public long Bytes
        {
            get
            {
                Sort();
                return _bytes[_bytes.Count / 2];
            }
        }

        public void Add(TimeSpan time, long bytes)
        {
            _micros.Add(time.TotalMicroseconds);
            _bytes.Add(bytes);
        }

        public double Micros(double share)
        {
            Sort();
            return _micros[(int)(_micros.Count * share)];
        }

        private void Sort()
        {
            if (!_isSorted)
            {
                _micros.Sort();
                _bytes.Sort();
                _isSorted = true;
            }
        }
    }
}
