import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from '#ui/client/query-client.ts'
import { startTexts } from '#ui/i18n/start.ts'
import { router } from '#ui/routes.tsx'
import { ThemeProvider } from '#ui/theme/theme-provider.tsx'
import './theme/base.css'
import './theme/shell.css'
import './theme/parts.css'
import './theme/progress.css'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no element "root"')

await startTexts()
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ThemeProvider>
        <RouterProvider router={router} />
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
)
