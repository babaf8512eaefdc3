namespace Switchboard.Connectors.YouTube;

/// <summary>The one directory whose files may leave this machine: an agent's word alone must not read any file.</summary>
internal static class UploadDirectory
{
    /// <summary>The file's full path; an error instead: why it may not be read. Nothing outside of the directory is touched.</summary>
    public static string? Resolve(string? directory, string file, out string? error)
    {
        error = null;
        if (string.IsNullOrWhiteSpace(directory))
        {
            error = "no upload directory is opened: set the credential UploadDirectory to the directory whose files may be uploaded, or give the video as content";
            return null;
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var path = Path.GetFullPath(file, root);
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            error = "the file is not below the upload directory";
            return null;
        }

        error = LeadsThroughLink(root, path) ? "links below the upload directory are not followed"
            : !File.Exists(path) ? "no such file is below the upload directory"
            : null;
        return error is null ? path : null;
    }

    // A link may lead out of the directory, so none is taken, neither as file nor on the way.
    private static bool LeadsThroughLink(string root, string path)
    {
        for (var at = path; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
