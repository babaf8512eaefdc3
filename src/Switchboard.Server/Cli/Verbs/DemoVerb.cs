using System.CommandLine;
using Switchboard.Connections;
using Switchboard.Connectors.Gmail;
using Switchboard.Orchestration;
using Switchboard.Server.Cli.Rendering;
using Switchboard.Server.Launch;
using Switchboard.Simulation;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>demo</c>: the main job, offline: a launch of some seventeen hundred governed calls.</summary>
internal static class DemoVerb
{
    private const int DefaultConcurrency = 32;
    private const int MostConcurrency = 1024;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands)
    {
        var seed = new Option<long>("--seed") { Description = "Seed of all that is simulated; the same seed gives the same digest. Default 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var concurrency = new Option<int>("--concurrency") { Description = $"Calls at a time, 1 to {MostConcurrency}. Default {DefaultConcurrency}.", HelpName = "N", DefaultValueFactory = _ => DefaultConcurrency };
        concurrency.Validators.Add(result => Numbers.RequireRange(result, 1, MostConcurrency));
        var contacts = new Option<string?>("--contacts") { Description = "CSV with name, email, phone, timeZone, emailConsent, smsConsent, whatsappConsent. Default: a sample of 1,000.", HelpName = "FILE" };
        var campaign = new Option<string?>("--campaign") { Description = "Campaign as JSON. Default: the sample.", HelpName = "FILE" };
        var command = new Command("demo", "Run the launch agent over every channel, simulated, in a ledger of its own.") { seed, concurrency, contacts, campaign };
        commands.Handle(command, session => RunAsync(
            session,
            session.Parsed.GetValue(seed),
            session.Parsed.GetValue(concurrency),
            session.Parsed.GetValue(contacts),
            session.Parsed.GetValue(campaign)));
        return command;
    }

    private static async Task<int> RunAsync(Session session, long seed, int concurrency, string? contactsFile, string? campaignFile)
    {
        RefuseLive(session.Settings);
        var (campaign, contacts) = ReadFiles(campaignFile, contactsFile);
        var database = session.HasDatabaseOption ? session.Database : DemoLedger.Choose();
        var clock = new SimulatedClock(campaign.Start);
        var launch = new LaunchRun(clock, new RunDigest(seed), TimeProvider.System);
        await using var host = session.OpenGateway(
            options =>
            {
                launch.Configure(options, seed);
                options.Setting = name => name == ConnectionDirectory.SettingName("gmail", "Plan") && campaign.Plan is { } plan ? plan : session.Settings.Get(name);
            },
            database);
        var gateway = await host.OpenedAsync(session.Stopping).ConfigureAwait(false);
        var progress = new LaunchProgress();
        var agent = LaunchAgent.Of(gateway, new Crew(clock, concurrency, progress), clock);
        var report = new DemoReport(session.Terminal, gateway.Ledger, database, agent.Figures);
        Task<LaunchResult> Launch() => launch.RunAsync(gateway, agent, campaign, contacts, session.Stopping);
        LaunchResult result;
        if (session.IsJson)
        {
            result = await Launch().ConfigureAwait(false);
            await report.WriteJsonAsync(result, seed, contacts).ConfigureAwait(false);
        }
        else
        {
            report.Announce(campaign, contacts, seed, concurrency);
            result = await DemoProgress.ShowAsync(session.Terminal, progress, Launch).ConfigureAwait(false);
            await report.WriteAsync(result, contacts).ConfigureAwait(false);
        }

        return result.IsCancelled ? session.StoppedExitCode : ExitCodes.Ok;
    }

    private static (Campaign Campaign, ContactList Contacts) ReadFiles(string? campaignFile, string? contactsFile)
    {
        try
        {
            var campaign = LaunchFiles.ReadCampaign(campaignFile);
            var plans = GmailConnector.Binding.Descriptor.SendCaps.Select(cap => cap.Plan).ToList();
            return campaign.Plan is null || plans.Contains(campaign.Plan)
                ? (campaign, LaunchFiles.ReadContacts(contactsFile))
                : throw new UsageException($"{campaignFile}: plan is not one of the mail account's plans: {string.Join(", ", plans)}.");
        }
        catch (LaunchFileException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static void RefuseLive(ProcessSettings settings)
    {
        var toggle = Toggle.Read(settings.Get);
        if (toggle.Mode == ConnectorMode.Live)
        {
            var name = Toggle.ReadFlag(settings.Get, "USE_MOCK_CONNECTORS") == false ? "USE_MOCK_CONNECTORS=false" : "CONNECTORS_LIVE_MODE=true";
            throw new StartException($"The demo is always simulated, but {name} asks for live connectors. Unset it for the demo.");
        }

        foreach (var connector in ConnectorRegistration.All)
        {
            toggle.ModeOf(connector.Name, settings.Get(ConnectionDirectory.SettingName(connector.Name, "Mode")));
        }
    }
}
