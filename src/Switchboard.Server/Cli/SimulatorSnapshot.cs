using System.Security.Cryptography;
using System.Text.Json;
using Switchboard.Ledger;
using Switchboard.Simulation;

namespace Switchboard.Server.Cli;

/// <summary>The simulators' state between one-shot verbs: a sealed file beside the ledger, held by one process at a time.</summary>
internal sealed class SimulatorSnapshot : IDisposable
{
    private const string Organisation = "simulators";
    private const int Version = 1;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly string _path;
    private readonly FileStream _lock;

    private SimulatorSnapshot(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <summary>Takes the snapshot's lock, waiting for another process at most 10 s.</summary>
    /// <exception cref="LedgerException">Another process holds it longer, or the folder cannot be written.</exception>
    public static async Task<SimulatorSnapshot> HoldAsync(string path, TimeProvider machineTime, CancellationToken ct)
    {
        var started = machineTime.GetTimestamp();
        while (true)
        {
            try
            {
                return new SimulatorSnapshot(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (UnauthorizedAccessException e)
            {
                throw new LedgerException(LedgerFailure.ReadOnly, $"The simulators' state {path} cannot be written: {e.Message}", e);
            }
            catch (IOException e) when (e is not DirectoryNotFoundException and not PathTooLongException)
            {
                if (machineTime.GetElapsedTime(started) > LongestWait)
                {
                    throw new LedgerException(LedgerFailure.Locked, $"Another process holds the simulators' state {path} for more than {LongestWait.TotalSeconds} s. Wait for it, or name another ledger by --db.", e);
                }
            }
            catch (IOException e)
            {
                throw new LedgerException(LedgerFailure.ReadOnly, $"The simulators' state {path} cannot be written: {e.Message}", e);
            }

            await Task.Delay(Pause, machineTime, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the saved state to the simulators; nothing saved: they begin empty.</summary>
    /// <exception cref="LedgerException">The file is damaged or sealed by another key ring.</exception>
    public void Load(SimulatorHost simulators, KeyRing keys)
    {
        if (!File.Exists(_path))
        {
            return;
        }

        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(_path));
            var root = file.RootElement;
            var payload = new SealedPayload(
                root.GetProperty("id").GetGuid(),
                SealedKind.Output,
                root.GetProperty("keyId").GetInt32(),
                root.GetProperty("rowKey").GetBytesFromBase64(),
                root.GetProperty("data").GetBytesFromBase64(),
                null);
            using var state = JsonDocument.Parse(PayloadSealing.Open(keys, payload, Organisation));
            simulators.Load(state.RootElement);
        }
        catch (Exception e) when (e is JsonException or CryptographicException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LedgerException(LedgerFailure.Corrupt, $"The simulators' state {_path} is damaged or belongs to another key ring. Remove it to begin anew.", e);
        }
    }

    /// <summary>Saves the state: to a new file, which then takes the old one's place.</summary>
    public void Save(SimulatorHost simulators, KeyRing keys)
    {
        using var state = new MemoryStream();
        using (var writer = new Utf8JsonWriter(state))
        {
            simulators.Save(writer);
        }

        // The id only binds the ciphertext to its file.
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var payload = PayloadSealing.Seal(keys, id, SealedKind.Output, Organisation, state.GetBuffer().AsSpan(0, (int)state.Length), null);
        var temporary = _path + ".new";
        using (var file = new FileStream(temporary, Private()))
        {
            using (var writer = new Utf8JsonWriter(file))
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", Version);
                writer.WriteString("id", payload.ExecutionId);
                writer.WriteNumber("keyId", payload.KeyId);
                writer.WriteBase64String("rowKey", payload.RowKey);
                writer.WriteBase64String("data", payload.Data);
                writer.WriteEndObject();
            }

            file.Flush();
        }

        File.Move(temporary, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
