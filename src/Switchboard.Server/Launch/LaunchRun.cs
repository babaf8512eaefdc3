using Switchboard.Calls;
using Switchboard.Orchestration;
using Switchboard.Pipeline;
using Switchboard.Simulation;

namespace Switchboard.Server.Launch;

/// <summary>One launch as a run of the ledger, on its own clock.</summary>
internal sealed class LaunchRun(SimulatedClock clock, RunDigest digest, TimeProvider machineTime)
{
    private static readonly TimeSpan LeastLatency = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan MostLatency = TimeSpan.FromMilliseconds(400);

    /// <summary>Sets up a gateway for it: its clock, seed, digest, latency of the simulators.</summary>
    public void Configure(GatewayOptions options, long seed)
    {
        options.Time = clock;
        options.Seed = seed;
        options.Digest = digest;
        options.OnSimulatorCreated = static (_, simulator) => simulator.Faults.Latency(LeastLatency, MostLatency);
    }

    /// <summary>Runs the agent to its end, or until it is stopped.</summary>
    public async Task<LaunchResult> RunAsync(Gateway gateway, LaunchAgent agent, Campaign campaign, ContactList contacts, CancellationToken ct)
    {
        var started = machineTime.GetTimestamp();
        var isCancelled = false;
        Guid id;
        var run = gateway.BeginRun(LaunchAgent.Name, "demo", "launch", new CallOptions { OnBusy = OnBusy.Wait });
        await using (run.ConfigureAwait(false))
        {
            id = run.Id;
            try
            {
                await agent.RunAsync(campaign, contacts, ct).ConfigureAwait(false);
                run.Metric("contacts", contacts.Contacts.Count);
                run.Metric("skipped", contacts.Skipped.Count);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                isCancelled = true;
                run.Cancel();
            }
            catch (Exception e)
            {
                run.Fail(e.GetType().Name);
                throw;
            }
        }

        return new LaunchResult(id, isCancelled, clock.GetUtcNow() - clock.Start, machineTime.GetElapsedTime(started), digest.Value);
    }
}

/// <summary>How a launch ended.</summary>
/// <param name="RunId">Its run in the ledger.</param>
/// <param name="IsCancelled">Whether it was stopped.</param>
/// <param name="Virtual">Time that passed on the simulated clock.</param>
/// <param name="Elapsed">Time that passed here.</param>
/// <param name="Digest">Digest of its calls.</param>
internal sealed record LaunchResult(Guid RunId, bool IsCancelled, TimeSpan Virtual, TimeSpan Elapsed, string Digest);
