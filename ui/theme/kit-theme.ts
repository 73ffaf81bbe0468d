import { theme, type ThemeConfig } from 'antd'
import { FONT, MONO, PALETTES, type Scheme } from './tokens.ts'

/** Our palette in the kit's words. */
export function kitTheme(scheme: Scheme): ThemeConfig {
  const palette = PALETTES[scheme]
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { prefix: 'ef', key: `ef-${scheme}` },
    hashed: false,
    token: {
      colorPrimary: palette.ink,
      colorPrimaryHover: palette.inkStrong,
      colorPrimaryActive: palette.inkStrong,
      colorInfo: palette.slate,
      colorSuccess: palette.ink,
      colorWarning: palette.amber,
      colorError: palette.vermilion,
      colorLink: palette.ink,
      colorLinkHover: palette.inkStrong,
      colorText: palette.text,
      colorTextSecondary: palette.text2,
      colorTextTertiary: palette.text3,
      colorTextDescription: palette.text2,
      colorTextPlaceholder: palette.text3,
      colorTextDisabled: palette.text3,
      colorTextLightSolid: palette.onInk,
      colorBgBase: palette.panel,
      colorBgContainer: palette.panel,
      colorBgElevated: palette.panel,
      colorBgLayout: palette.paper,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorSplit: palette.line,
      colorPrimaryBg: palette.inkSoft,
      controlItemBgActive: palette.inkSoft,
      controlItemBgActiveHover: palette.inkSoft,
      controlItemBgHover: palette.sunken,
      borderRadius: 4,
      controlHeight: 30,
      fontSize: 13,
      lineHeight: 20 / 13,
      fontFamily: FONT,
      fontFamilyCode: MONO,
      wireframe: false,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        dangerShadow: 'none',
        defaultShadow: 'none',
        primaryColor: palette.onInk,
        dangerColor: palette.onVermilion,
        fontWeight: 400,
      },
      Tooltip: {
        colorBgSpotlight: scheme === 'dark' ? '#38413d' : '#27302c',
        colorTextLightSolid: '#ffffff',
      },
      Tabs: {
        itemColor: palette.text2,
        itemSelectedColor: palette.inkStrong,
        horizontalItemPadding: '8px 0',
      },
      Segmented: { itemSelectedBg: palette.panel, trackBg: palette.sunken },
    },
  }
}
