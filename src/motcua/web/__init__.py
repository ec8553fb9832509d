"""What every page shares: templates, components, formats, plain sentences for what goes wrong."""
