using System.Runtime.CompilerServices;

namespace Switchboard.Generators.Tests;

/// <summary>Compares text with a file that a person has approved.</summary>
internal static class Approval
{
    internal static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    internal static void Verify(string name, string text)
    {
        var approved = Path.Combine(SourceFolder(), "Approved", name + ".approved");
        var received = Path.Combine(SourceFolder(), "Approved", name + ".received");
        if (File.Exists(approved) && File.ReadAllText(approved) == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        throw new ShouldAssertException($"{name} is not as approved. Compare and, if the change is right: mv '{received}' '{approved}'");
    }
}
